using System.Globalization;
using System.Text;

namespace Microboxes.Host.Commands;

/// <summary>The table of flows: one line for each, widths fitted to what is in it.</summary>
internal static class FlowsTable
{
    private static readonly FlowRow Heading = new("PROTO", "CLIENT", "SERVER", "PACKETS>", "BYTES>", "<PACKETS", "<BYTES", "CLOSED BY", "STATE");

    internal static void Write(TextWriter text, IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        if (records.Count == 0)
        {
            text.WriteLine("No flows.");
            return;
        }

        List<FlowRow> rows = [Heading];
        foreach (ReadOnlyMemory<byte> record in records) rows.Add(FlowRow.Parse(record.Span));

        int client = rows.Max(r => r.Client.Length), server = rows.Max(r => r.Server.Length), closed = rows.Max(r => r.ClosedBy.Length);
        int sent = rows.Max(r => r.ClientBytes.Length), received = rows.Max(r => r.ServerBytes.Length);
        CompositeFormat line = CompositeFormat.Parse($"{{0,-6}} {{1,-{client}}} {{2,-{server}}} {{3,8}} {{4,{sent}}} {{5,8}} {{6,{received}}}  {{7,-{closed}}} {{8}}");
        foreach (FlowRow row in rows)
        {
            text.WriteLine(string.Format(CultureInfo.InvariantCulture, line, row.Protocol, row.Client, row.Server, row.ClientPackets, row.ClientBytes,
                row.ServerPackets, row.ServerBytes, row.ClosedBy, row.State).TrimEnd());
        }

        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records.Count:N0} flows"));
    }
}
