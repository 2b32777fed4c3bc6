using Microboxes.Host.Dispatch;

namespace Microboxes.Host.Control.Planning;

/// <summary>The event types that stacks know, as paths: who raises them, and what lies below what.</summary>
internal static class StackTypes
{
    internal const string Terminate = "FLOW/TCP/TERMINATE";

    /// <summary>True when stacks raise the type or one below it.</summary>
    internal static bool AreRaised(string type) => EventPaths.IsRaised(type);

    /// <summary>True when a type is another one or lies below it.</summary>
    internal static bool Is(string type, string ancestor) =>
        ancestor == "EVENT" || type == ancestor || (type.StartsWith(ancestor, StringComparison.Ordinal) && type[ancestor.Length] == '/');

    /// <summary>True when events of the type, or some of those below it, come with a packet.</summary>
    internal static bool CarriesPacket(string type) =>
        type is "EVENT" or "FLOW" or "DATA_READY" or "PKT" or "ANOMALY" || type.StartsWith("PKT/", StringComparison.Ordinal)
        || (AreRaised(type) && type is not ("FLOW/END" or "TIMER" or "ANOMALY/LOST_EVENTS"));
}
