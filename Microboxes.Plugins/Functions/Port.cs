namespace Microboxes.Plugins.Functions;

/// <summary>One declared subscription of an NF.</summary>
/// <param name="Type">Path of the event type; PKT/TCP/SYN and its like select PKT/TCP by facet.</param>
/// <param name="Half">"client", "server", "sending", "receiving" or null.</param>
/// <param name="Sender">"client", "server" or null.</param>
/// <param name="Where">Flow filter or null.</param>
/// <param name="Retain">Stream bytes kept readable behind the frontier.</param>
/// <param name="TimerPeriod">For TIMER ports, the period; otherwise zero.</param>
public sealed record Port(string Type, string? Half, string? Sender, string? Where, int Retain, TimeSpan TimerPeriod)
{
    /// <summary>True where the NF turns events of single flows off and on again while it runs.</summary>
    public bool Dynamic { get; init; }

    /// <summary>True where events come back from NFs that run later: they arrive some time after, and order nothing.</summary>
    public bool Feedback { get; init; }

    /// <summary>What the port's handler changes.</summary>
    public PortWrites Writes { get; init; }

    /// <summary>True where the events are replies to events that this NF published, handled once all who reply have run.</summary>
    public bool Merge { get; init; }

    /// <summary>The payload the handler reads, as it expects it; null where it reads none.</summary>
    public PayloadLayout? Payload { get; init; }
}
