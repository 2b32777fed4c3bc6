using Microboxes.Plugins.Events;

namespace Microboxes.Host.Dispatch;

/// <summary>Event types by the paths people write.</summary>
internal static class EventPaths
{
    /// <summary>TIMER: raised by the stack line's clock for the port that declared it.</summary>
    internal static readonly EventType Timer = new(0x0A_00_00_00);

    /// <summary>PLAN: where a new plan begins. No port can have it: consumers pass it, and it says where they were.</summary>
    internal static readonly EventType Plan = new(0x0B_00_00_00);

    private static readonly Dictionary<string, (EventType Type, PacketFacets Facet)> Known = new(StringComparer.Ordinal)
    {
        ["EVENT"] = (EventTypes.Event, 0),
        ["PKT"] = (EventTypes.Packet, 0),
        ["PKT/TCP"] = (EventTypes.TcpPacket, 0),
        ["PKT/TCP/SYN"] = (EventTypes.TcpPacket, PacketFacets.Syn),
        ["PKT/TCP/FIN"] = (EventTypes.TcpPacket, PacketFacets.Fin),
        ["PKT/TCP/RST"] = (EventTypes.TcpPacket, PacketFacets.Rst),
        ["PKT/TCP/DATA"] = (EventTypes.TcpPacket, PacketFacets.Data),
        ["PKT/TCP/RETRANSMISSION"] = (EventTypes.TcpPacket, PacketFacets.Retransmission),
        ["PKT/TCP/OUT_OF_ORDER"] = (EventTypes.TcpPacket, PacketFacets.OutOfOrder),
        ["PKT/UDP"] = (EventTypes.UdpPacket, 0),
        ["PKT/ICMP"] = (EventTypes.IcmpPacket, 0),
        ["FLOW"] = (EventTypes.Flow, 0),
        ["FLOW/START"] = (EventTypes.FlowStart, 0),
        ["FLOW/END"] = (EventTypes.FlowEnd, 0),
        ["FLOW/TCP"] = (EventTypes.TcpFlow, 0),
        ["FLOW/TCP/ESTABLISHED"] = (EventTypes.TcpEstablished, 0),
        ["FLOW/TCP/CLOSED"] = (EventTypes.TcpClosed, 0),
        ["FLOW/TCP/RESET"] = (EventTypes.TcpReset, 0),
        ["DATA_READY"] = (EventTypes.DataReady, 0),
        ["ANOMALY"] = (EventTypes.Anomaly, 0),
        ["ANOMALY/GAP"] = (EventTypes.Gap, 0),
        ["ANOMALY/CONFLICTING_OVERLAP"] = (EventTypes.ConflictingOverlap, 0),
        ["ANOMALY/BLIND_RESET"] = (EventTypes.BlindReset, 0),
        ["ANOMALY/OUT_OF_WINDOW"] = (EventTypes.OutOfWindow, 0),
        ["ANOMALY/LOST_EVENTS"] = (EventTypes.LostEvents, 0),
        ["SUBSCRIBED"] = (EventTypes.Subscribed, 0),
        ["TIMER"] = (Timer, 0),
    };

    /// <exception cref="FormatException">Nobody publishes such a type; the message is one sentence.</exception>
    internal static (EventType Type, PacketFacets Facet) Parse(string path) => Known.TryGetValue(path, out var found)
        ? found
        : throw new FormatException($"Nobody publishes '{path}': the known event types are {string.Join(", ", Known.Keys)}.");

    /// <summary>True when stacks raise events of the path or below it.</summary>
    internal static bool IsRaised(string path) => Known.ContainsKey(path);

    /// <summary>The type that stacks raise under a path; null for what only a facet tells, and for types of NFs.</summary>
    internal static EventType? Find(string path) => Known.TryGetValue(path, out var found) && found.Facet == 0 ? found.Type : null;

    /// <summary>The path of a type that stacks raise, or null.</summary>
    internal static string? PathOf(EventType type) => Known.FirstOrDefault(pair => pair.Value.Type == type && pair.Value.Facet == 0).Key;

    internal static EventType Of(EventKind kind) => kind switch
    {
        EventKind.UdpPacket => EventTypes.UdpPacket,
        EventKind.IcmpPacket => EventTypes.IcmpPacket,
        EventKind.OtherPacket => EventTypes.Packet,
        EventKind.FlowStart => EventTypes.FlowStart,
        EventKind.FlowEnd => EventTypes.FlowEnd,
        EventKind.TcpEstablished => EventTypes.TcpEstablished,
        EventKind.TcpClosed => EventTypes.TcpClosed,
        EventKind.TcpReset => EventTypes.TcpReset,
        EventKind.DataReady => EventTypes.DataReady,
        EventKind.Gap => EventTypes.Gap,
        EventKind.ConflictingOverlap => EventTypes.ConflictingOverlap,
        EventKind.BlindReset => EventTypes.BlindReset,
        EventKind.OutOfWindow => EventTypes.OutOfWindow,
        EventKind.Subscribed => EventTypes.Subscribed,
        EventKind.LostEvents => EventTypes.LostEvents,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
