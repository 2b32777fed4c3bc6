using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Logger;

/// <summary>Writes one line of JSON for each flow that ends, with the fields of Zeek's conn.log (without the service) and the Community ID.</summary>
[NetworkFunction("Logger")]
internal sealed partial class LoggerFunction : NetworkFunction<LoggerFlow>
{
    private readonly LoggerRecord record = new();

    [Subscribe("PKT", Half = "sending")]
    private void OnPacket(in Event e)
    {
        // An ICMP error that quotes this flow is no packet of it.
        if (e.Type == EventTypes.IcmpPacket && KeyOf(e).Protocol is not (IpProtocol.Icmp or IpProtocol.IcmpV6)) return;
        ref LoggerFlow flow = ref StateOf(e);
        Packet packet = PacketOf(e);
        if (flow.Number == 0) flow.Begin(packet, e.Timestamp);
        flow.Last = e.Timestamp;
        flow.Of(e.Sender).Count(packet);
        if (e.Type == EventTypes.TcpPacket) flow.Segment(e, packet);
    }

    [Subscribe("ANOMALY/GAP")]
    private void OnGap(in Event e)
    {
        ref LoggerFlow flow = ref StateOf(e);
        flow.MissedBytes += e.Length;
        flow.History.Gap(e.Sender);
    }

    [Subscribe("FLOW/END")]
    private void OnEnd(in Event e)
    {
        ref LoggerFlow flow = ref StateOf(e);
        if (flow.Number != 0) Services.Output.Write(flow.Number - 1, record.Write(KeyOf(e), flow));
    }
}
