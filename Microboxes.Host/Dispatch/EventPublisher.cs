using System.Runtime.CompilerServices;
using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Dispatch;

/// <summary>
/// A stack line's one ring, its packets and its subscribers. All slots of one packet form a group, ended by <see cref="EndPacket"/>; nothing is seen before
/// <see cref="Publish"/>, once per burst.
/// </summary>
internal sealed unsafe class EventPublisher : IDisposable
{
    private const int MostPrefetched = 64;

    private PacketDescriptor* packet;
    private long lastOfPreviousPacket;
    private long claimedBefore = Sequence.Initial;

    internal EventPublisher(int ringSize, SubscriptionTable subscriptions, byte id)
    {
        Ring = new(ringSize);
        // Most packets raise an event or more; together with the ring they should stay in the second-level cache.
        Packets = new(ringSize / 2);
        Subscriptions = subscriptions;
        Id = id;
    }

    internal RingBuffer<Event> Ring { get; }

    internal PacketWindow Packets { get; }

    internal SubscriptionTable Subscriptions { get; }

    /// <summary>The publisher's number, part of every event.</summary>
    internal byte Id { get; }

    /// <summary>True when so many events can be raised now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasRoom(int events) => Ring.HasFree(events);

    /// <summary>Starts fetching what a burst is about to fill (two-lane throughput ×1.7): as many slots as the last one took, and a descriptor per packet.</summary>
    internal void PrefetchSlots(int packets)
    {
        Ring.Prefetch((int)Math.Min(Ring.Claimed - claimedBefore, MostPrefetched));
        Packets.Prefetch(packets);
        claimedBefore = Ring.Claimed;
    }

    /// <summary>The packet that the next events are about: one of <see cref="Packets"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void BeginPacket(PacketDescriptor* current)
    {
        packet = current;
        lastOfPreviousPacket = Ring.Claimed;
    }

    /// <summary>Claims a slot about the current packet for the ports in <paramref name="mask"/>; the caller fills every field but packet and groupFlags.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Event* RaiseForPacket(ulong mask)
    {
        Event* slot = Ring.Claim(mask);
        slot->packet = (uint)(packet - Packets.Packets);
        slot->groupFlags = Event.HasPacket;
        return slot;
    }

    /// <summary>Claims a slot that is about no packet: a group of its own.</summary>
    internal Event* Raise(ulong mask)
    {
        Event* slot = Ring.Claim(mask);
        slot->packet = 0;
        slot->groupFlags = Event.LastOfGroup;
        return slot;
    }

    /// <summary>Closes the current packet's group.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void EndPacket()
    {
        long last = Ring.Claimed;
        if (last != lastOfPreviousPacket) Ring.Slots[last & Ring.IndexMask].groupFlags |= Event.LastOfGroup;
        Packets.End(packet, last);
    }

    /// <summary>Shows everything raised so far.</summary>
    internal void Publish() => Ring.Publish();

    public void Dispose()
    {
        Ring.Dispose();
        Packets.Dispose();
        Subscriptions.Dispose();
    }
}
