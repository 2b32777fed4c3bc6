namespace Microboxes.Host.Commands;

/// <summary>An end of a flow: address:port, or [address]:port for IPv6.</summary>
internal readonly record struct FlowEndpoint(RecordField Address, RecordField Port, bool IsIpv6)
{
    /// <summary>Characters it takes.</summary>
    internal int Width => Address.Length + Port.Length + (IsIpv6 ? 3 : 1);

    internal static FlowEndpoint Parse(ref RecordScanner scanner, ReadOnlySpan<byte> name, ReadOnlySpan<byte> record)
    {
        RecordField address = scanner.Field(name, "\""u8);
        return new(address, scanner.Field(","u8, "]"u8), address.Of(record).Contains((byte)':'));
    }

    internal void WriteTo(TableWriter table, ReadOnlySpan<byte> record, int width)
    {
        if (IsIpv6) table.Write("["u8);
        table.Write(Address.Of(record));
        table.Write(IsIpv6 ? "]:"u8 : ":"u8);
        table.Write(Port.Of(record));
        table.Spaces(width - Width);
    }
}
