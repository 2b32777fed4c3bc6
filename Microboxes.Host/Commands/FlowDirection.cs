namespace Microboxes.Host.Commands;

/// <summary>What one end sent: packets, and the bytes of its TCP stream or of other protocols' payloads.</summary>
internal readonly record struct FlowDirection(RecordField Packets, RecordField Bytes)
{
    internal static FlowDirection Parse(ref RecordScanner scanner, ReadOnlySpan<byte> name, bool isTcp)
    {
        scanner.Skip(name);
        RecordField packets = scanner.Field("\"packets\":"u8, ",}"u8);
        return new(packets, scanner.Field(isTcp ? "\"stream_bytes\":"u8 : "\"payload_bytes_on_wire\":"u8, ",}"u8));
    }
}
