using System.Text;

namespace Microboxes.Host.Commands;

/// <summary>The table of flows: one line for each, widths fitted to what is in it.</summary>
internal sealed class FlowsTable
{
    private const int ProtocolWidth = 6;
    private const int PacketsWidth = 8;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> records;
    private readonly FlowRow[] rows;
    private int client = "CLIENT".Length;
    private int server = "SERVER".Length;
    private int sent = "BYTES>".Length;
    private int received = "<BYTES".Length;
    private int closedBy = "CLOSED BY".Length;

    private FlowsTable(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        this.records = records;
        rows = new FlowRow[records.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = FlowRow.Parse(records[i].Span);
            Fit(rows[i]);
        }
    }

    internal static void Write(Stream output, IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        TableWriter table = new(output);
        if (records.Count > 0) new FlowsTable(records).Write(table);
        table.Write(Encoding.UTF8.GetBytes(records.Count switch { 0 => "No flows.", 1 => "1 flow", _ => FormattableString.Invariant($"{records.Count:N0} flows") }));
        table.EndLine();
        table.Flush();
    }

    private void Fit(in FlowRow row)
    {
        client = Math.Max(client, row.Client.Width);
        server = Math.Max(server, row.Server.Width);
        sent = Math.Max(sent, row.Sent.Bytes.Length);
        received = Math.Max(received, row.Received.Bytes.Length);
        closedBy = Math.Max(closedBy, row.ClosedBy.Length);
    }

    private void Write(TableWriter table)
    {
        WriteHeading(table);
        for (int i = 0; i < rows.Length; i++) WriteRow(table, rows[i], records[i].Span);
    }

    private void WriteHeading(TableWriter table)
    {
        table.Left("PROTO"u8, ProtocolWidth + 1);
        table.Left("CLIENT"u8, client + 1);
        table.Left("SERVER"u8, server + 1);
        WriteCounts(table, "PACKETS>"u8, "BYTES>"u8, sent);
        WriteCounts(table, "<PACKETS"u8, "<BYTES"u8, received);
        table.Left(" CLOSED BY"u8, closedBy + 2);
        table.Write("STATE"u8);
        table.EndLine();
    }

    private void WriteRow(TableWriter table, in FlowRow row, ReadOnlySpan<byte> record)
    {
        table.Left(row.Protocol == default ? "tcp"u8 : row.Protocol.Of(record), ProtocolWidth + 1);
        row.Client.WriteTo(table, record, client + 1);
        row.Server.WriteTo(table, record, server + 1);
        WriteCounts(table, row.Sent.Packets.Of(record), row.Sent.Bytes.Of(record), sent);
        WriteCounts(table, row.Received.Packets.Of(record), row.Received.Bytes.Of(record), received);
        table.Write(" "u8);
        table.Left(row.ClosedBy.Of(record), closedBy + 1);
        table.Write(row.State.Of(record));
        table.EndLine();
    }

    private static void WriteCounts(TableWriter table, ReadOnlySpan<byte> packets, ReadOnlySpan<byte> bytes, int width)
    {
        table.Right(packets, PacketsWidth);
        table.Spaces(1);
        table.Right(bytes, width);
        table.Spaces(1);
    }
}
