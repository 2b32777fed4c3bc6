using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Observability;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks;

/// <summary>
/// FLOW/TCP/TERMINATE arrives at the stack: the connection is reset both ways where the device can send, and the packets after that of the causing event are dropped,
/// those that wait to be finalised too.
/// </summary>
internal sealed unsafe class Terminations(FlowTable table, EventPublisher publisher, FrameParser parser, PacketFinaliser finaliser, DropCounters drops)
{
    private const long NoPacket = -1;

    // Of one round: more make the list grow once.
    private const int MostExpected = 1024;

    private readonly List<(ulong Flow, long Cause, long Packet)> added = new(MostExpected);

    /// <summary>Terminates a connection; <see cref="Sweep"/> follows before anything is finalised.</summary>
    /// <param name="flow">An open flow.</param>
    /// <param name="cause">Sequence of the event whose handler asked for it.</param>
    internal void Add(FlowRecord* flow, long cause)
    {
        ulong id = (uint)table.IndexOf(flow) | ((ulong)flow->generation << 32);
        long packet = PacketOf(id, cause);
        if (!flow->IsTerminated && finaliser.Resets != null) Reset(flow, packet);
        flow->key.flags = (byte)((flow->key.flags | FlowRecord.TerminatedBit) & ~FlowRecord.InSequenceBit);
        added.Add((id, cause, packet));
    }

    /// <summary>Drops what was processed before the stack knew.</summary>
    internal void Sweep()
    {
        if (added.Count == 0) return;
        PacketWindow window = publisher.Packets;
        long earliest = long.MaxValue;
        foreach ((_, long cause, _) in added) earliest = Math.Min(earliest, cause);
        for (long number = window.FirstUnfinished; number < window.EndOfProcessed; number++)
        {
            long last = window.LastEventOf(number);
            PacketDescriptor* packet = window.At(number);
            if (last < earliest || (packet->marks & (byte)PacketMarks.Settled) != 0) continue;
            ulong flow = FlowOf(packet, last);
            if (IsAfterTermination(number, flow, last)) Drop(number, packet, table.Records + (uint)flow);
        }

        added.Clear();
    }

    private bool IsAfterTermination(long number, ulong flow, long last)
    {
        foreach ((ulong terminated, long cause, long packet) in added)
        {
            if (terminated == flow && last >= cause && number != packet) return true;
        }

        return false;
    }

    private void Drop(long number, PacketDescriptor* packet, FlowRecord* flow)
    {
        Drop(packet, flow);
        publisher.Packets.Settle(number);
    }

    /// <summary>Counts a packet of a terminated connection and marks it as dropped; if the ends are still to be reset, with its headers.</summary>
    internal void Drop(PacketDescriptor* packet, FlowRecord* flow)
    {
        drops.Count(DropReason.Terminated);
        packet->marks |= (byte)PacketMarks.Settled;
        if ((flow->key.flags & FlowRecord.ResetOwedBit) == 0) return;
        flow->key.flags &= unchecked((byte)~FlowRecord.ResetOwedBit);
        packet->marks |= (byte)PacketMarks.ResetDue;
    }

    // After the packet itself, if it is still on its way; with the next one's headers, where none of its own is left.
    private void Reset(FlowRecord* flow, long number)
    {
        PacketWindow window = publisher.Packets;
        if (number == NoPacket) flow->key.flags |= FlowRecord.ResetOwedBit;
        else if (number >= window.FirstUnfinished) window.At(number)->marks |= (byte)PacketMarks.ResetDue;
        else finaliser.ResetNow(window.At(number), window.LastEventOf(number));
    }

    // The packet that the causing event is about, if it is of the flow and still there.
    private long PacketOf(ulong flow, long cause)
    {
        RingBuffer<Event> ring = publisher.Ring;
        Event* slot = ring.Slots + (cause & ring.IndexMask);
        bool isThere = cause >= 0 && cause > ring.Claimed - ring.Size && slot->flow == flow && (slot->groupFlags & Event.HasPacket) != 0;
        return isThere ? publisher.Packets.NumberOf(slot->packet) : NoPacket;
    }

    private ulong FlowOf(PacketDescriptor* packet, long last)
    {
        RingBuffer<Event> ring = publisher.Ring;
        Event* slot = ring.Slots + (last & ring.IndexMask);
        bool own = last > ring.Claimed - ring.Size && (slot->groupFlags & Event.HasPacket) != 0 && slot->packet == (uint)(packet - publisher.Packets.Packets);
        return own ? slot->flow : FlowOfHeaders(packet);
    }

    // A packet that raised no event: nobody has changed its bytes.
    private ulong FlowOfHeaders(PacketDescriptor* packet)
    {
        PacketDescriptor copy = *packet;
        ParsedPacket parsed;
        parser.Parse(&copy, &parsed);
        if (parsed.result is ParseResult.Dropped or ParseResult.Fragment) return 0;
        FlowRecord* flow = table.Find(in parsed.key, parsed.hash);
        return flow == null ? 0 : (uint)table.IndexOf(flow) | ((ulong)flow->generation << 32);
    }
}
