using System;
using System.Linq;

namespace Microboxes.Plugins.Generator;

/// <summary>Checks the path of an event type as far as that can be done without knowing the types that other NFs publish.</summary>
internal static class EventPath
{
    private static readonly string[] Roots =
        ["EVENT", "PKT", "FLOW", "DATA_READY", "FLOW_REQUEST", "FLOW_DESTINATION", "HTTP", "TLS", "DNS", "ANOMALY", "SUBSCRIBED"];

    private static readonly string[] Stacks = ["EVENT", "FLOW", "FLOW/START", "FLOW/END", "DATA_READY", "ANOMALY", "SUBSCRIBED"];

    // Packets are told apart by the stack alone: no NF can add to these.
    private static readonly string[] Packets = ["TCP", "UDP", "ICMP"];
    private static readonly string[] Segments = ["SYN", "FIN", "RST", "RETRANSMISSION", "OUT_OF_ORDER", "DATA"];

    /// <summary>What is wrong with a path, as the end of a sentence, or null.</summary>
    internal static string? FaultOf(string path)
    {
        string[] levels = path.Split('/');
        if (!levels.All(IsName)) return "write levels in capitals with a slash between them, for example PKT/TCP/SYN";
        if (levels.Length > 4) return "an event type has at most 4 levels";
        if (!Roots.Contains(levels[0])) return "the first level is one of " + string.Join(", ", Roots);
        return levels[0] == "PKT" ? FaultOfPacket(levels) : null;
    }

    /// <summary>What is wrong with publishing a path, as the end of a sentence, or null.</summary>
    internal static string? FaultOfPublished(string path) => FaultOf(path)
        ?? (path.Split('/')[0] == "PKT" ? "packets are told by the stack alone" : Stacks.Contains(path) ? "the stack raises it, publish a type below it" : null);

    private static string? FaultOfPacket(string[] levels)
    {
        if (levels.Length > 1 && !Packets.Contains(levels[1])) return "below PKT there are " + string.Join(", ", Packets);
        if (levels.Length > 2 && levels[1] != "TCP") return $"below PKT/{levels[1]} there is nothing";
        if (levels.Length > 2 && !Segments.Contains(levels[2])) return "below PKT/TCP there are " + string.Join(", ", Segments);
        return levels.Length > 3 ? $"below PKT/TCP/{levels[2]} there is nothing" : null;
    }

    private static bool IsName(string level) => level.Length > 0 && level[0] is >= 'A' and <= 'Z'
        && level.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');
}
