namespace Microboxes.Host.Commands;

/// <summary>One line of the table of flows: where its values stand in a record of the Digest NF.</summary>
internal readonly record struct FlowRow(
    RecordField Protocol,
    FlowEndpoint Client,
    FlowEndpoint Server,
    FlowDirection Sent,
    FlowDirection Received,
    RecordField ClosedBy,
    RecordField State)
{
    internal static FlowRow Parse(ReadOnlySpan<byte> record)
    {
        RecordScanner scanner = new(record);
        FlowEndpoint client = FlowEndpoint.Parse(ref scanner, "\"client\":[\""u8, record);
        FlowEndpoint server = FlowEndpoint.Parse(ref scanner, "\"server\":[\""u8, record);
        RecordField protocol = default;
        if (scanner.HasBefore("\"protocol\":\""u8, "\"c2s\":"u8)) protocol = scanner.Field("\"protocol\":\""u8, "\""u8);
        FlowDirection sent = FlowDirection.Parse(ref scanner, "\"c2s\":{"u8, protocol == default);
        FlowDirection received = FlowDirection.Parse(ref scanner, "\"s2c\":{"u8, protocol == default);
        return new(protocol, client, server, sent, received, scanner.Field("\"closed_by\":\""u8, "\""u8), scanner.Field("\"state\":\""u8, "\""u8));
    }
}
