using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices;

/// <summary>
/// Where packets come from. One thread polls a device; nothing here blocks or allocates once packets flow.
/// </summary>
internal unsafe interface IPacketDevice : IDisposable
{
    /// <summary>As the configuration names it, for example "pcap:trace.pcap".</summary>
    string Name { get; }

    /// <summary>
    /// Fills descriptors with up to <paramref name="limit"/> packets: data, length, wireLength, timestamp, lease, number, linkLayer, port and queue.
    /// All other fields are left as they are.
    /// </summary>
    /// <returns>Packets delivered; 0 when none is there now.</returns>
    int Receive(PacketDescriptor* burst, int limit);

    /// <summary>True when no packet will ever come again: the end of a file or of a generator's work.</summary>
    bool IsExhausted { get; }

    /// <summary>Packets delivered so far.</summary>
    long Received { get; }

    /// <summary>Share of the work that is done, 0 to 1, or a negative number where the device cannot know.</summary>
    double Progress { get; }
}
