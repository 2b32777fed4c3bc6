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
    private uint packetNumber;
    private bool packetStored;
    private long claimedBefore = Sequence.Initial;

    internal EventPublisher(int ringSize, SubscriptionTable subscriptions, byte id)
    {
        Ring = new(ringSize);
        Packets = new(ringSize);
        Subscriptions = subscriptions;
        Id = id;
    }

    internal RingBuffer<Event> Ring { get; }

    internal PacketWindow Packets { get; }

    internal SubscriptionTable Subscriptions { get; }

    /// <summary>The publisher's number, part of every event.</summary>
    internal byte Id { get; }

    /// <summary>True when so many events about so many packets can be raised now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasRoom(int events, int packets) => Ring.HasFree(events) && Packets.HasRoom(packets);

    /// <summary>Starts fetching what a burst is about to fill (two-lane throughput ×1.7): as many slots as the last one took, and a descriptor per packet.</summary>
    internal void PrefetchSlots(int packets)
    {
        Ring.Prefetch((int)Math.Min(Ring.Claimed - claimedBefore, MostPrefetched));
        Packets.Prefetch(packets);
        claimedBefore = Ring.Claimed;
    }

    /// <summary>The packet that the next events are about.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void BeginPacket(PacketDescriptor* current)
    {
        packet = current;
        packetStored = false;
    }

    /// <summary>Claims a slot about the current packet for the ports in <paramref name="mask"/>; the caller fills every field but packet and groupFlags.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Event* RaiseForPacket(ulong mask)
    {
        if (!packetStored)
        {
            packetNumber = Packets.Add(packet);
            packetStored = true;
        }

        Event* slot = Ring.Claim(mask);
        slot->packet = packetNumber;
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
    /// <returns>False when the packet raised no event, so that nobody needs to be waited for.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool EndPacket()
    {
        if (!packetStored) return false;
        long last = Ring.Claimed;
        Ring.Slots[last & Ring.IndexMask].groupFlags |= Event.LastOfGroup;
        Packets.End(last);
        return true;
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
