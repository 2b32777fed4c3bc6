using Microboxes.Host.Observability;

namespace Microboxes.Host.Devices;

/// <summary>
/// Where packets come from. One thread polls a device; nothing here blocks or allocates once packets flow.
/// </summary>
internal interface IPacketDevice : IPacketSource, IDisposable
{
    /// <summary>As the configuration names it, for example "pcap:trace.pcap".</summary>
    string Name { get; }

    /// <summary>Packets delivered so far.</summary>
    long Received { get; }

    /// <summary>Share of the work that is done, 0 to 1, or a negative number where the device cannot know.</summary>
    double Progress { get; }

    /// <summary>Packets that reached the device and were not delivered; null where that cannot happen.</summary>
    DropCounters? Drops => null;

    /// <summary>Says, once and before the first packet, how many stack lines share the device.</summary>
    /// <returns>True when the device spreads packets over a queue for each itself, by a hash that is the same in both directions.</returns>
    bool TrySplit(int lines) => false;

    /// <summary>The queue of a stack line, where the device has one for each.</summary>
    IPacketSource QueueOf(int line) => this;

    /// <summary>Where a stack line's packets go on to.</summary>
    IPacketSink? SinkOf(int line) => Sink;

    /// <summary>Passes packets between the device's ports unseen, where no application gets them; null where packets go nowhere.</summary>
    IPacketForwarder? Forwarder => null;

    /// <summary>What ended the device before its work was done, in one sentence; null while all is well.</summary>
    string? FaultSentence => null;
}
