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

    /// <summary>What ended the device before its work was done, in one sentence; null while all is well.</summary>
    string? FaultSentence => null;
}
