using System.Buffers;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.FlowStats;

/// <summary>
/// Counts packets, bytes, retransmissions and durations per flow and in total by protocol. Writes a summary every ten seconds of capture time and at the end.
/// Setting "flows" (false): write a line for each flow that ends, too.
/// </summary>
[NetworkFunction("FlowStats")]
internal sealed partial class FlowStatsFunction : NetworkFunction<FlowStatsFlow>
{
    private const int SummaryMilliseconds = 10_000;

    private readonly JsonRecord json = new();
    private FlowStatsTotals totals;
    private NfCounter packets = null!;
    private NfCounter bytes = null!;
    private NfCounter retransmissions = null!;
    private NfCounter flows = null!;
    private bool writesFlows;

    /// <inheritdoc/>
    protected override void OnStart()
    {
        writesFlows = Services.Settings.Flag("flows", false);
        packets = Services.Counters.Counter("packets");
        bytes = Services.Counters.Counter("bytes");
        retransmissions = Services.Counters.Counter("retransmissions");
        flows = Services.Counters.Counter("flows");
    }

    /// <inheritdoc/>
    protected override void OnStop() => WriteSummary("end"u8);

    /// <inheritdoc/>
    protected override void OnHandOver(IBufferWriter<byte> state) => state.Append(totals);

    /// <inheritdoc/>
    protected override void OnTakeOver(ReadOnlySpan<byte> state) => state.TryTake(out totals);

    [Subscribe("PKT", Half = "sending")]
    private void OnPacket(in Event e)
    {
        ref FlowStatsFlow flow = ref StateOf(e);
        ref ProtocolTotals protocol = ref totals.Of(KeyOf(e).Protocol);
        if (flow.Packets == 0) Begin(ref flow, ref protocol, e.Timestamp);
        int length = PacketOf(e).WireLength;
        flow.Packets++;
        flow.Bytes += length;
        flow.Payload += e.Length;
        flow.Last = totals.Latest = e.Timestamp;
        protocol.Packets++;
        protocol.Bytes += length;
        protocol.Payload += e.Length;
        packets.Add();
        bytes.Add(length);
        if ((e.Facets & PacketFacets.Retransmission) == 0) return;
        flow.Retransmissions++;
        protocol.Retransmissions++;
        retransmissions.Add();
    }

    [Subscribe("FLOW/END")]
    private void OnEnd(in Event e)
    {
        ref FlowStatsFlow flow = ref StateOf(e);
        if (flow.Packets == 0) return;
        ref readonly FlowKey key = ref KeyOf(e);
        totals.Of(key.Protocol).End(flow);
        if (writesFlows) WriteFlow(key, flow);
    }

    [Timer(SummaryMilliseconds)]
    private void OnTimer(in Event e)
    {
        totals.Latest = Math.Max(totals.Latest, e.Timestamp);
        WriteSummary("periodic"u8);
    }

    private void Begin(ref FlowStatsFlow flow, ref ProtocolTotals protocol, long now)
    {
        flow.First = now;
        protocol.Active++;
        flows.Add();
    }

    private void WriteSummary(ReadOnlySpan<byte> kind)
    {
        json.Clear().BeginObject().Text("summary"u8, kind).Seconds("ts"u8, totals.Latest).Number("stack_line"u8, Services.StackLine);
        totals.Tcp.Write(json, "tcp"u8);
        totals.Udp.Write(json, "udp"u8);
        totals.Icmp.Write(json, "icmp"u8);
        totals.Others.Write(json, "other"u8);
        Services.Output.Write(totals.Latest, json.EndObject().Written);
    }

    private void WriteFlow(in FlowKey key, in FlowStatsFlow flow) => Services.Output.Write(
        flow.Last,
        json.Clear().BeginObject()
            .Text("proto"u8, key.Protocol.Name())
            .Address("client"u8, key.AddressBytes(End.Client))
            .Number("client_port"u8, key.Port(End.Client))
            .Address("server"u8, key.AddressBytes(End.Server))
            .Number("server_port"u8, key.Port(End.Server))
            .Number("packets"u8, flow.Packets)
            .Number("bytes"u8, flow.Bytes)
            .Number("payload_bytes"u8, flow.Payload)
            .Number("retransmissions"u8, flow.Retransmissions)
            .Seconds("start"u8, flow.First)
            .Seconds("duration"u8, flow.Last - flow.First)
            .EndObject().Written);
}
