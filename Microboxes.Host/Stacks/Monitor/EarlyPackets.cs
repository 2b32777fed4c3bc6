using System.Runtime.InteropServices;
using Microboxes.Host.Devices;
using Microboxes.Host.Observability;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Monitor;

/// <summary>
/// Packets whose bytes lie beyond the frontier of a stream that some NF writes to: they must not leave before the NF has seen those bytes. They are put aside when it
/// is their turn to leave, and go on, with the bytes as the NF left them, behind the packet that filled the gap before them.
/// </summary>
internal sealed unsafe class EarlyPackets(RingBuffer<Event> ring, DropCounters drops, NetworkCounters counters, long maxBytes) : IDisposable
{
    private readonly Queue<Place> arrivals = [];
    private readonly Queue<Delivery> deliveries = [];
    private readonly Dictionary<(ulong Flow, End Sender), List<Aside>> aside = [];
    private long bytes;

    /// <summary>Packets put aside.</summary>
    internal long Count { get; private set; }

    /// <summary>The first event whose bytes are still to be taken over into packets.</summary>
    internal long FirstPending => deliveries.TryPeek(out Delivery next) ? next.Sequence : long.MaxValue;

    /// <summary>Notes that the packet at hand came too early, and marks it.</summary>
    internal void Note(PacketDescriptor* packet, ulong flow, End sender, ulong offset, uint length)
    {
        if ((packet->marks & (byte)(PacketMarks.Early | PacketMarks.Settled)) != 0) return;
        packet->marks |= (byte)PacketMarks.Early;
        arrivals.Enqueue(new(flow, sender, (uint)offset, (int)length));
    }

    /// <summary>Notes that held bytes are part of the stream now, shown by the event raised last if anybody wants them.</summary>
    internal void Deliver(ulong flow, End sender, ulong offset, byte* data, uint length)
    {
        if (arrivals.Count + Count == 0) return;
        Event* shown = ring.Slots + (ring.Claimed & ring.IndexMask);
        bool isShown = ring.Claimed >= 0 && shown->type == EventTypes.DataReady.Id && shown->detail == (ulong)data;
        deliveries.Enqueue(new(ring.Claimed, flow, sender, (uint)offset, isShown ? 0 : (nint)data, (int)length));
    }

    /// <summary>Notes that a flow has ended: what is aside of it never goes on.</summary>
    internal void End(ulong flow)
    {
        if (arrivals.Count + Count == 0) return;
        deliveries.Enqueue(new(ring.Claimed, flow, Plugins.Wire.End.Client, 0, 0, 0));
        deliveries.Enqueue(new(ring.Claimed, flow, Plugins.Wire.End.Server, 0, 0, 0));
    }

    /// <summary>It is a marked packet's turn to leave. It is counted as dropped until it goes on.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="passes">False where it was dropped, and counted, anyway.</param>
    internal void PutAside(PacketDescriptor* packet, bool passes)
    {
        Place place = arrivals.Dequeue();
        if (!passes) return;
        drops.Count(DropReason.HeldForWriter);
        if (bytes + packet->length > maxBytes || (packet->marks & (byte)PacketMarks.Reassembled) != 0) return;
        PacketDescriptor copy = *packet;
        copy.data = (byte*)NativeMemory.Alloc((nuint)packet->length);
        NativeMemory.Copy(packet->data, copy.data, (nuint)packet->length);
        if (!aside.TryGetValue((place.Flow, place.Sender), out List<Aside>? packets)) aside[(place.Flow, place.Sender)] = packets = [];
        packets.Add(new(copy, place.Offset, place.Length));
        bytes += packet->length;
        Count++;
    }

    /// <summary>Sends on what is complete when everything up to an event has left.</summary>
    internal void GoOn(IPacketSink sink, long lastEvent)
    {
        while (deliveries.TryPeek(out Delivery next) && next.Sequence <= lastEvent)
        {
            deliveries.Dequeue();
            if (!aside.TryGetValue((next.Flow, next.Sender), out List<Aside>? packets)) continue;
            if (next.Length == 0) packets.ForEach(Free);
            else Complete(sink, packets, next);
            if (next.Length == 0 || packets.Count == 0) aside.Remove((next.Flow, next.Sender));
        }
    }

    public void Dispose()
    {
        foreach (List<Aside> packets in aside.Values) packets.ForEach(Free);
        aside.Clear();
    }

    // An NF that changed the bytes may have moved them to a copy, and the event shows where.
    private void Complete(IPacketSink sink, List<Aside> packets, in Delivery delivery)
    {
        byte* data = delivery.Data != 0 ? (byte*)delivery.Data : (byte*)ring.Slots[delivery.Sequence & ring.IndexMask].detail;
        for (int i = 0; i < packets.Count; i++)
        {
            Aside packet = packets[i];
            packet.TakeOver(delivery.Offset, data, delivery.Length);
            if (packet.Missing > 0) continue;
            Send(sink, packet);
            Free(packet);
            packets.RemoveAt(i--);
        }
    }

    private void Send(IPacketSink sink, Aside packet)
    {
        PacketDescriptor descriptor = packet.Packet;
        ChecksumRenewal.Renew(&descriptor);
        if (!sink.TryInject(descriptor.data, descriptor.length, descriptor.port)) return;
        drops.Count(DropReason.HeldForWriter, -1);
        counters.Delivered++;
    }

    private void Free(Aside packet)
    {
        bytes -= packet.Packet.length;
        Count--;
        NativeMemory.Free(packet.Packet.data);
    }

    private sealed class Aside(PacketDescriptor packet, uint offset, int length)
    {
        private int taken;

        internal PacketDescriptor Packet => packet;

        /// <summary>Bytes of the payload that the NF has not seen.</summary>
        internal int Missing => length - taken;

        internal void TakeOver(uint from, byte* data, int count)
        {
            int start = (int)(from - offset);
            int first = Math.Max(start, 0);
            int last = Math.Min(start + count, length);
            if (first >= last) return;
            NativeMemory.Copy(data + (first - start), packet.data + packet.payload + first, (nuint)(last - first));
            taken += last - first;
        }
    }

    private readonly record struct Place(ulong Flow, End Sender, uint Offset, int Length);

    /// <param name="Sequence">The event raised last.</param>
    /// <param name="Flow">The flow.</param>
    /// <param name="Sender">Whose stream.</param>
    /// <param name="Offset">Of the first byte.</param>
    /// <param name="Data">The bytes; 0 where the event shows them.</param>
    /// <param name="Length">How many; 0 where the flow has ended.</param>
    private readonly record struct Delivery(long Sequence, ulong Flow, End Sender, uint Offset, nint Data, int Length);
}
