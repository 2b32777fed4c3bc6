using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Microboxes.Host.Memory;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Dispatch;

/// <summary>
/// Descriptors of the packets in flight, in the order they came: the device fills them in where they stay until every consumer has passed. A packet is
/// finalised when every inline NF has passed its last event, and its place is reclaimed when every consumer has. As long as nobody objects both go burst by burst.
/// </summary>
internal sealed unsafe class PacketWindow : IDisposable
{
    private NativeRegion packetMemory;
    private readonly NativeRegion eventMemory;
    private readonly Burst[] bursts;
    private readonly long* lastEvents;
    private readonly long indexMask;
    private readonly List<EditedPackets> condemnedCopies = [];
    private EditedPackets? copies;
    private long added;
    private long finalised;
    private long reclaimed;
    private long burstsAdded;
    private long burstsFinalised;
    private long burstsReclaimed;

    internal PacketWindow(int size)
    {
        Size = size;
        indexMask = size - 1;
        packetMemory = new((long)size * sizeof(PacketDescriptor));
        eventMemory = new((long)size * sizeof(long));
        // A burst has a packet at least, so there are never more bursts than packets.
        bursts = new Burst[size];
        Packets = (PacketDescriptor*)packetMemory.Start;
        lastEvents = (long*)eventMemory.Start;
    }

    internal int Size { get; }

    internal PacketDescriptor* Packets { get; private set; }

    /// <summary>Beside each packet, the last event that has to do with it.</summary>
    internal long* LastEvents => lastEvents;

    /// <summary>Where copies of packets go that an NF changes; made by the wiring.</summary>
    internal EditedPackets KeepCopies() => copies ??= new(Size);

    /// <summary>Packets that wait for their inline NFs.</summary>
    internal long Unfinished => added - finalised;

    /// <summary>Packets whose bytes some consumer may still read.</summary>
    internal long Unreclaimed => added - reclaimed;

    /// <summary>True from the first packet on whose bytes must be given back.</summary>
    internal bool HasLeases { get; set; }

    /// <summary>Where the next packets go.</summary>
    /// <param name="wanted">Packets wanted; set to how many fit side by side.</param>
    internal PacketDescriptor* Next(ref int wanted)
    {
        long index = added & indexMask;
        wanted = (int)Math.Min(wanted, Math.Min(Size - (added - reclaimed), Size - index));
        return Packets + index;
    }

    /// <summary>Takes in what a device filled in there.</summary>
    internal void Append(int packets) => added += packets;

    /// <summary>Starts fetching the places of the next packets.</summary>
    internal void Prefetch(int packets)
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < packets; i++) Sse.Prefetch0(Packets + ((added + i) & indexMask));
    }

    /// <summary>Notes the last event that has to do with a packet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void End(PacketDescriptor* packet, long lastEvent) => lastEvents[packet - Packets] = lastEvent;

    /// <summary>Notes that all packets taken in so far have been processed.</summary>
    /// <param name="lastEvent">The last event raised for any of them.</param>
    /// <param name="settled">How many of them were dropped or put away, and counted so, on the way.</param>
    internal void EndBurst(long lastEvent, int settled) => bursts[burstsAdded++ & indexMask] = new(added, lastEvent, settled);

    /// <summary>Makes a burst of those packets taken in that have been processed; the <paramref name="unprocessed"/> ones behind them will be another.</summary>
    internal void EndPartOfBurst(long lastEvent, int settled, int unprocessed)
    {
        long end = added - unprocessed;
        if (burstsAdded == 0 || bursts[(burstsAdded - 1) & indexMask].End < end) bursts[burstsAdded++ & indexMask] = new(end, lastEvent, settled);
    }

    /// <summary>The first packet that is not finalised, counted from the window's first ever.</summary>
    internal long FirstUnfinished => finalised;

    /// <summary>One past the last packet that was processed and is part of a burst.</summary>
    internal long EndOfProcessed => burstsAdded == burstsFinalised ? finalised : bursts[(burstsAdded - 1) & indexMask].End;

    /// <summary>The oldest packet whose bytes some consumer may still read, null where there is none.</summary>
    internal PacketDescriptor* Oldest => reclaimed == added ? null : Packets + (reclaimed & indexMask);

    /// <summary>The packet in flight that has a place in the window, or -1 when it was reclaimed.</summary>
    internal long NumberOf(uint place)
    {
        long number = reclaimed + ((place - reclaimed) & indexMask);
        return number < added ? number : -1;
    }

    internal PacketDescriptor* At(long number) => Packets + (number & indexMask);

    /// <summary>The last event that has to do with a processed packet.</summary>
    internal long LastEventOf(long number) => lastEvents[number & indexMask];

    /// <summary>Takes a processed, unfinished packet out of those that are delivered.</summary>
    internal void Settle(long number)
    {
        long burst = burstsFinalised;
        while (bursts[burst & indexMask].End <= number) burst++;
        ref Burst found = ref bursts[burst & indexMask];
        found = found with { Settled = found.Settled + 1 };
    }

    /// <summary>Finalises whole bursts up to <paramref name="gate"/>.</summary>
    /// <returns>How many of their packets are delivered.</returns>
    internal int FinaliseBursts(long gate)
    {
        long delivered = 0;
        while (burstsFinalised < burstsAdded && bursts[burstsFinalised & indexMask].LastEvent <= gate)
        {
            Burst burst = bursts[burstsFinalised++ & indexMask];
            delivered += burst.End - finalised - burst.Settled;
            finalised = burst.End;
        }

        return (int)delivered;
    }

    /// <summary>True when no burst that has ended has a packet left to finalise.</summary>
    internal bool IsAllFinalised => burstsFinalised == burstsAdded;

    /// <summary>True when the next packet begins a burst, so that <see cref="FinaliseBursts"/> may go on from here.</summary>
    internal bool IsAtBurst => burstsFinalised == 0 || finalised == bursts[(burstsFinalised - 1) & indexMask].End;

    /// <summary>Finalises the next packet of a processed burst, if all inline NFs have passed its last event.</summary>
    internal bool TryFinalise(long gate, out PacketDescriptor* packet, out long lastEvent)
    {
        long index = finalised & indexMask;
        packet = Packets + index;
        lastEvent = lastEvents[index];
        if (burstsFinalised == burstsAdded || lastEvent > gate) return false;
        if (++finalised == bursts[burstsFinalised & indexMask].End) burstsFinalised++;
        return true;
    }

    /// <summary>Reclaims whole bursts that every consumer has passed.</summary>
    internal void ReclaimBursts(long gate)
    {
        while (burstsReclaimed < burstsFinalised && bursts[burstsReclaimed & indexMask].LastEvent <= gate) reclaimed = bursts[burstsReclaimed++ & indexMask].End;
    }

    /// <summary>Reclaims the next packet of a finalised burst that every consumer has passed.</summary>
    internal bool TryReclaim(long gate, out PacketDescriptor* packet)
    {
        packet = Packets + (reclaimed & indexMask);
        if (burstsReclaimed == burstsFinalised || bursts[burstsReclaimed & indexMask].LastEvent > gate) return false;
        if (++reclaimed == bursts[burstsReclaimed & indexMask].End) burstsReclaimed++;
        return true;
    }

    /// <summary>Moves all descriptors to fresh memory, to the places they have.</summary>
    /// <returns>The old memory.</returns>
    internal NativeRegion Renew()
    {
        // Whoever is stuck may still write to the old copies; nobody else needs them.
        if (copies != null)
        {
            condemnedCopies.Add(copies);
            copies = new(Size);
        }

        NativeRegion old = packetMemory;
        packetMemory = new((long)Size * sizeof(PacketDescriptor));
        Packets = (PacketDescriptor*)packetMemory.Start;
        Buffer.MemoryCopy(old.Start, packetMemory.Start, (long)Size * sizeof(PacketDescriptor), (long)Size * sizeof(PacketDescriptor));
        return old;
    }

    public void Dispose()
    {
        packetMemory.Dispose();
        eventMemory.Dispose();
        copies?.Dispose();
        condemnedCopies.ForEach(old => old.Dispose());
    }

    /// <param name="End">Number of packets taken in up to the burst's end.</param>
    /// <param name="LastEvent">Last event raised by then.</param>
    /// <param name="Settled">Packets of the burst that are not to be counted as delivered.</param>
    private readonly record struct Burst(long End, long LastEvent, int Settled);
}
