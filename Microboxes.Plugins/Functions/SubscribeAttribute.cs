namespace Microboxes.Plugins.Functions;

/// <summary>
/// Makes a method the handler of one subscription port: it is called for every event of the type and its descendants that the filters select.
/// The method takes <c>in Event</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SubscribeAttribute(string type) : Attribute
{
    /// <summary>Path of the event type, for example DATA_READY or PKT/TCP/SYN.</summary>
    public string Type { get; } = type;

    /// <summary>Only events about this end's half of the connection: "client", "server", "sending" or "receiving"; null for both.</summary>
    public string? Half { get; set; }

    /// <summary>Only events about packets that this end sent: "client" or "server"; null for both.</summary>
    public string? Sender { get; set; }

    /// <summary>Only flows that this filter selects, for example "tcp and port 80 and net 10.0.0.0/8"; null for all.</summary>
    public string? Where { get; set; }

    /// <summary>For streams: how many bytes before the newest stay readable by offset.</summary>
    public int Retain { get; set; }

    /// <summary>True where the NF turns events of single flows off and on again while it runs.</summary>
    public bool Dynamic { get; set; }

    /// <summary>True where events come back from NFs that run later: they arrive some time after, and order nothing.</summary>
    public bool Feedback { get; set; }

    /// <summary>What the handler changes.</summary>
    public PortWrites Writes { get; set; }

    /// <summary>True where the events are replies to events that this NF published, handled once all who reply have run.</summary>
    public bool Merge { get; set; }

    /// <summary>The struct that the handler reads the event's payload as; null where it reads none.</summary>
    public Type? Payload { get; set; }
}
