using Microboxes.Host.Dispatch;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Functions;

/// <summary>Decides whether a port selects an event, in the plainest way.</summary>
internal static class TestPort
{
    private static readonly Dictionary<string, EventType> Types = new()
    {
        ["EVENT"] = EventTypes.Event,
        ["PKT"] = EventTypes.Packet,
        ["PKT/TCP"] = EventTypes.TcpPacket,
        ["PKT/UDP"] = EventTypes.UdpPacket,
        ["PKT/ICMP"] = EventTypes.IcmpPacket,
        ["FLOW"] = EventTypes.Flow,
        ["FLOW/START"] = EventTypes.FlowStart,
        ["FLOW/END"] = EventTypes.FlowEnd,
        ["FLOW/TCP"] = EventTypes.TcpFlow,
        ["FLOW/TCP/ESTABLISHED"] = EventTypes.TcpEstablished,
        ["FLOW/TCP/CLOSED"] = EventTypes.TcpClosed,
        ["FLOW/TCP/RESET"] = EventTypes.TcpReset,
        ["DATA_READY"] = EventTypes.DataReady,
        ["ANOMALY"] = EventTypes.Anomaly,
        ["ANOMALY/GAP"] = EventTypes.Gap,
        ["ANOMALY/CONFLICTING_OVERLAP"] = EventTypes.ConflictingOverlap,
    };

    private static readonly Dictionary<string, PacketFacets> Facets = new()
    {
        ["SYN"] = PacketFacets.Syn,
        ["FIN"] = PacketFacets.Fin,
        ["RST"] = PacketFacets.Rst,
        ["RETRANSMISSION"] = PacketFacets.Retransmission,
        ["OUT_OF_ORDER"] = PacketFacets.OutOfOrder,
        ["DATA"] = PacketFacets.Data,
    };

    internal static bool Selects(Port port, in Event e, bool isTimer, EventTypeIds published)
    {
        if (isTimer || port.Type == "TIMER") return isTimer && port.Type == "TIMER";
        return SelectsType(port.Type, e, published) && SelectsHalf(port.Half, e) && SelectsEnd(port.Sender, e.Sender);
    }

    private static bool SelectsType(string path, in Event e, EventTypeIds published)
    {
        const string Segments = "PKT/TCP/";
        return path.StartsWith(Segments, StringComparison.Ordinal)
            ? e.Type.Is(EventTypes.TcpPacket) && (e.Facets & Facets[path[Segments.Length..]]) != 0
            : e.Type.Is(Types.TryGetValue(path, out EventType type) ? type : published.Of(path));
    }

    private static bool SelectsHalf(string? half, in Event e) => half switch
    {
        "sending" => e.Half == e.Sender,
        "receiving" => e.Half != e.Sender,
        _ => SelectsEnd(half, e.Half),
    };

    private static bool SelectsEnd(string? wanted, End end) => wanted == null || wanted == (end == End.Client ? "client" : "server");
}
