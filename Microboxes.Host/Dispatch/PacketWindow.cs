using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Microboxes.Host.Memory;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Dispatch;

/// <summary>
/// Descriptors of the packets that have events in the ring, in order. A packet is finalised when every inline NF has passed its last event,
/// and its descriptor is reused when every consumer has.
/// </summary>
internal sealed unsafe class PacketWindow : IDisposable
{
    private readonly NativeRegion packetMemory;
    private readonly NativeRegion eventMemory;
    private readonly long* lastEvents;
    private readonly long indexMask;
    private long added;
    private long finalised;
    private long reclaimed;

    internal PacketWindow(int size)
    {
        Size = size;
        indexMask = size - 1;
        packetMemory = new((long)size * sizeof(PacketDescriptor));
        eventMemory = new((long)size * sizeof(long));
        Packets = (PacketDescriptor*)packetMemory.Start;
        lastEvents = (long*)eventMemory.Start;
    }

    internal int Size { get; }

    internal PacketDescriptor* Packets { get; }

    /// <summary>Packets that wait for their inline NFs.</summary>
    internal long Unfinished => added - finalised;

    /// <summary>Packets whose bytes some consumer may still read.</summary>
    internal long Unreclaimed => added - reclaimed;

    internal bool HasRoom(int packets) => added + packets - reclaimed <= Size;

    /// <summary>Starts fetching the places of the next packets.</summary>
    internal void Prefetch(int packets)
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < packets; i++) Sse.Prefetch0(Packets + ((added + i) & indexMask));
    }

    /// <summary>Takes a copy of a descriptor.</summary>
    /// <returns>The number events refer to it by.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Add(PacketDescriptor* packet)
    {
        if (packet->lease != 0) Leased++;
        Packets[added & indexMask] = *packet;
        return (uint)added++;
    }

    /// <summary>Notes the last event of the packet added last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void End(long lastEvent) => lastEvents[(added - 1) & indexMask] = lastEvent;

    /// <summary>Packets whose bytes must be given back to somebody.</summary>
    internal long Leased { get; private set; }

    /// <summary>Finalises the next packet, if all inline NFs have passed its last event.</summary>
    internal bool TryFinalise(long gate, out long lastEvent)
    {
        lastEvent = lastEvents[finalised & indexMask];
        if (finalised == added || lastEvent > gate) return false;
        finalised++;
        return true;
    }

    /// <summary>Finalises every packet whose last event all inline NFs have passed.</summary>
    /// <returns>How many these were.</returns>
    internal int FinaliseAll(long gate)
    {
        long first = finalised;
        while (finalised < added && lastEvents[finalised & indexMask] <= gate) finalised++;
        return (int)(finalised - first);
    }

    /// <summary>Reclaims the next packet, if all consumers have passed it; it was finalised before.</summary>
    internal bool TryReclaim(long gate, out PacketDescriptor* packet)
    {
        packet = Packets + (reclaimed & indexMask);
        if (reclaimed == finalised || lastEvents[reclaimed & indexMask] > gate) return false;
        if (packet->lease != 0) Leased--;
        reclaimed++;
        return true;
    }

    /// <summary>Reclaims every packet that all consumers have passed, when none has a lease.</summary>
    internal void ReclaimAll(long gate)
    {
        while (reclaimed < finalised && lastEvents[reclaimed & indexMask] <= gate) reclaimed++;
    }

    public void Dispose()
    {
        packetMemory.Dispose();
        eventMemory.Dispose();
    }
}
