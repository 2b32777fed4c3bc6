using Microboxes.Host.Lanes;
using Microboxes.Host.Memory;
using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks;

/// <summary>
/// All that stuck threads can see of a stack line: the ring, the packets' descriptors and their bytes. Nothing of it is used again before they are back.
/// </summary>
internal sealed unsafe class CondemnedView : IDisposable
{
    private readonly List<StuckCall> causes = [];
    private readonly List<PacketDescriptor> packets = [];
    private readonly List<nint> segments = [];
    private RetiredRing? ring;
    private NativeRegion? descriptors;

    /// <summary>True when every thread is back.</summary>
    internal bool IsOver => causes.TrueForAll(cause => cause.IsOver);

    internal void Add(StuckCall cause) => causes.Add(cause);

    /// <summary>Keeps a packet's bytes, which were about to go back to their device.</summary>
    internal void Keep(PacketDescriptor* packet) => packets.Add(*packet);

    /// <summary>Keeps the bytes of a held segment.</summary>
    internal void Keep(nint segment) => segments.Add(segment);

    internal void Keep(RetiredRing retired, NativeRegion window) => (ring, descriptors) = (retired, window);

    /// <summary>Gives everything back at last.</summary>
    /// <param name="finaliser">Takes packets.</param>
    /// <param name="release">Takes held segments.</param>
    internal void GiveBack(PacketFinaliser finaliser, Action<nint> release)
    {
        foreach (PacketDescriptor packet in packets)
        {
            PacketDescriptor kept = packet;
            finaliser.ReleaseBytes(&kept);
        }

        segments.ForEach(release);
        Dispose();
    }

    public void Dispose()
    {
        ring?.Dispose();
        descriptors?.Dispose();
    }
}
