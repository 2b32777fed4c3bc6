using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Dispatch;

/// <summary>
/// One port's declaration, understood: which events it selects and which µStack must run for it. PKT and FLOW ports without a half are linked to
/// Network, which raises one event per packet; all others are linked to Monitor.
/// </summary>
internal sealed class PortSelector
{
    private const string AnyHalf = "both";

    private readonly bool isOfNf;
    private readonly EventType type;
    private readonly PacketFacets facet;
    private readonly string? half;
    private readonly End? sender;

    /// <param name="port">The declaration.</param>
    /// <param name="published">The types that NFs publish; null where there are none.</param>
    /// <exception cref="FormatException">The declaration names something that does not exist; the message is one sentence.</exception>
    internal PortSelector(Port port, EventTypeIds? published = null)
    {
        isOfNf = published != null && !EventPaths.IsRaised(port.Type);
        (type, facet) = isOfNf ? (published!.Of(port.Type), 0) : EventPaths.Parse(port.Type);
        if (port.Retain < 0) throw new FormatException($"Retain is {port.Retain}: write how many bytes are to stay readable, or 0.");
        Retain = port.Retain;
        WritesStream = (port.Writes & PortWrites.Stream) != 0;
        half = port.Half switch
        {
            null or AnyHalf or "client" or "server" or "sending" or "receiving" => port.Half,
            _ => throw new FormatException($"Half is '{port.Half}': write client, server, sending, receiving or both."),
        };
        sender = port.Sender switch
        {
            null => null,
            "client" => End.Client,
            "server" => End.Server,
            _ => throw new FormatException($"Sender is '{port.Sender}': write client or server."),
        };
    }

    /// <summary>Bytes of selected flows' streams that stay readable behind the frontier.</summary>
    internal int Retain { get; }

    /// <summary>True where the handler changes bytes of selected flows' streams.</summary>
    internal bool WritesStream { get; }

    /// <summary>True when the events come from Monitor, so that selected flows need TCP state.</summary>
    internal bool NeedsTcpState => Retain > 0 || (!isOfNf && !IsLinkedToNetwork && type != EventPaths.Timer && type != EventTypes.LostEvents && type != EventTypes.Subscribed);

    /// <summary>True when selected flows need reassembly.</summary>
    internal bool NeedsStreams => NeedsTcpState && (Retain > 0 || EventTypes.DataReady.Is(type) || type.Is(EventTypes.DataReady)
        || EventTypes.Gap.Is(type) || type.Is(EventTypes.Gap) || type.Is(EventTypes.ConflictingOverlap));

    /// <summary>True when the events come from Network, false when from Monitor.</summary>
    internal bool IsLinkedToNetwork =>
        type == EventTypes.Flow || type == EventTypes.FlowStart || type == EventTypes.FlowEnd
        || (type.Is(EventTypes.Packet) && half == null && (facet & MonitorFacets) == 0);

    private const PacketFacets MonitorFacets = PacketFacets.Retransmission | PacketFacets.OutOfOrder | PacketFacets.Unacceptable;

    /// <summary>Whether an event is for this port, its flow's filter aside.</summary>
    internal bool Selects(EventType candidate, PacketFacets facets, End eventHalf, End eventSender)
    {
        if (!candidate.Is(type) || (facets & facet) != facet) return false;
        if (sender != null && sender != eventSender) return false;
        if (IsLinkedToNetwork) return !candidate.Is(EventTypes.TcpFlow) && (!candidate.Is(EventTypes.Packet) || eventHalf == eventSender);
        return half switch
        {
            "client" => eventHalf == End.Client,
            "server" => eventHalf == End.Server,
            "sending" => eventHalf == eventSender,
            "receiving" => eventHalf != eventSender,
            _ => true,
        };
    }
}
