using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Monitor;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks;

/// <summary>
/// The short way through Network and Monitor, for what nearly all packets are: the next segment of an open connection, in order in both
/// directions. Moves both halves on and writes the events, all in one straight run; whatever is not like that is left untouched to the long way,
/// which gives the same result for these segments too.
/// </summary>
internal sealed unsafe class NextSegments
{
    private const int CacheLine = 64;
    private const int EndsShift = 48;

    // What a slot's seventh word says of every open connection with a packet.
    private const ulong BothEstablished = (ulong)TcpState.Established | ((ulong)TcpState.Established << 8) | ((ulong)Event.HasPacket << 56);

    private readonly PacketWindow window;
    private readonly long* lastEvents;
    private readonly RingBuffer<Event> ring;
    private readonly long ringMask;
    private readonly FlowRecord* records;
    private readonly ulong* tcpPorts;
    private readonly ulong* dataPorts;
    private readonly long shortestTimeout;
    private readonly ulong packetType;
    private readonly ulong dataType;
    private readonly MonitorCounters counters;
    private PacketDescriptor* packets;
    private Event* slots;
    private ulong* masks;

    internal NextSegments(FlowTable table, EventPublisher publisher, FlowTimeouts timeouts, MonitorCounters counters)
    {
        window = publisher.Packets;
        lastEvents = window.LastEvents;
        ring = publisher.Ring;
        ringMask = ring.IndexMask;
        records = table.Records;
        tcpPorts = publisher.Subscriptions.TcpPackets;
        dataPorts = publisher.Subscriptions.OfKind(EventKind.DataReady);
        shortestTimeout = timeouts.Shortest;
        ulong publisherBits = (ulong)publisher.Id << 56;
        packetType = EventTypes.TcpPacket.Id | publisherBits;
        dataType = EventTypes.DataReady.Id | publisherBits;
        this.counters = counters;
        FollowMovedRing();
    }

    /// <summary>Looks again where ring and descriptors lie.</summary>
    internal void FollowMovedRing()
    {
        packets = window.Packets;
        slots = ring.Slots;
        masks = ring.Masks;
    }

    /// <summary>Takes segments of the burst from <paramref name="first"/> on, each the next of an open connection; the caller made sure of room.</summary>
    /// <returns>The first that is not, or the burst's count: nothing was done about that one.</returns>
    internal int Follow(PacketBurst burst, int first)
    {
        PacketDescriptor* packet = burst.Packets + first;
        ParsedPacket* parsed = burst.Parsed + first;
        FlowRecord** candidate = burst.Candidates + first;
        FlowRecord** end = burst.Candidates + burst.Count;
        long claimed = ring.Claimed;
        for (; candidate < end; candidate++, packet++, parsed++)
        {
            FlowRecord* flow = *candidate;
            if (flow == null || parsed->result != ParseResult.PlainSegment || !FlowTable.IsSameFlow(&flow->key, &parsed->key)) break;
            uint sender = (uint)(parsed->senderIsUpper ^ flow->key.clientIsUpper);
            HalfConnection* sending = &flow->client + sender;
            HalfConnection* receiving = &flow->client + (sender ^ 1);
            uint acknowledgment = parsed->acknowledgment;
            uint next = sending->next;
            uint acknowledged = sending->acknowledged;
            uint length = (uint)packet->payloadLength;
            long time = packet->timestamp;
            if ((flow->key.flags & FlowRecord.InSequenceBit) == 0
                || parsed->sequence != next
                || acknowledgment - acknowledged > receiving->next - acknowledged
                || (int)(next + length - receiving->rightEdge) > 0
                || time - flow->lastSeen > shortestTimeout)
            {
                break;
            }

            flow->lastSeen = time;
            // One store for both numbers: the snapshot reads them as one word right away.
            *(ulong*)&sending->next = (next + length) | ((ulong)acknowledgment << 32);
            sending->frontier += length;
            uint edge = sending->rightEdge;
            int ahead = (int)(acknowledgment + ((uint)parsed->window << sending->windowScale) - edge);
            sending->rightEdge = edge + (uint)(ahead & ~(ahead >> 31));
            claimed = Raise(flow, sender, packet, length, claimed);
        }

        ring.ClaimUpTo(claimed);
        return (int)(candidate - burst.Candidates);
    }

    // The sending half's event, the receiving half's, and the new bytes: those that somebody wants. Whether a segment has bytes is as good as random, so
    // there is no branch on it: a DATA_READY without bytes is written and not claimed.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Raise(FlowRecord* flow, uint sender, PacketDescriptor* packet, uint length, long claimed)
    {
        ulong wanted = flow->mask;
        ulong ifData = (ulong)(-(long)length >> 63);
        ulong facets = ifData & (ulong)PacketFacets.Data;
        ulong ends = sender * 3;
        ulong* ports = tcpPorts + (facets * SubscriptionTable.EndCombinations);
        ulong sendingMask = ports[ends] & wanted;
        ulong receivingMask = ports[ends ^ 1] & wanted;
        ulong dataMask = dataPorts[ends ^ 1] & wanted;
        nuint place = (nuint)((byte*)packet - (byte*)packets) / (nuint)sizeof(PacketDescriptor);
        if ((sendingMask | receivingMask | dataMask) != 0)
        {
            // What all of the packet's slots have in common, read once. Ends lie in the first word's seventh byte.
            long before = claimed;
            ends <<= EndsShift;
            Vector256<ulong> identity = Vector256.Create(
                packetType | (facets << 32) | ends,
                (nuint)((byte*)flow - (byte*)records) / (nuint)sizeof(FlowRecord) | ((ulong)flow->generation << 32),
                (ulong)packet->timestamp,
                place | ((ulong)length << 32));
            Vector128<ulong> numbers = Vector128.Create(*(ulong*)&flow->client, *(ulong*)&flow->server);
            ulong states = BothEstablished | ((ulong)flow->client.connection << 48);
            HalfConnection* sending = &flow->client + sender;
            if (sendingMask != 0)
            {
                long slot = ++claimed & ringMask;
                masks[slot] = sendingMask;
                // The frontier of the stream towards the half that the slot is about.
                Fill(slots + slot, identity, numbers, states | ((ulong)(uint)(&flow->client + (sender ^ 1))->frontier << 16), 0);
            }

            states |= (ulong)(uint)sending->frontier << 16;
            if (receivingMask != 0)
            {
                long slot = ++claimed & ringMask;
                masks[slot] = receivingMask;
                Fill(slots + slot, identity ^ Vector256.CreateScalar(1UL << EndsShift), numbers, states, 0);
            }

            if (dataMask != 0)
            {
                long slot = (claimed + 1) & ringMask;
                claimed -= (long)ifData;
                counters.StreamBytes += length;
                masks[slot] = dataMask;
                byte* data = packet->data + packet->payload;
                PrefetchData(data, length);
                Fill(slots + slot, identity.WithElement(0, dataType | (ends ^ (1UL << EndsShift))), numbers, states, (ulong)data);
            }

            if (claimed != before) slots[claimed & ringMask].groupFlags = Event.HasPacket | Event.LastOfGroup;
        }

        lastEvents[place] = claimed;
        return claimed;
    }

    // Somebody asked for these bytes and will read them within a few bursts: they come from memory meanwhile, and not one by one when it does.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchData(byte* data, uint length)
    {
        if (!Sse.IsSupported) return;
        for (byte* end = data + length; data < end; data += CacheLine) Sse.Prefetch1(data);
    }

    // The slot in the order Event lays it out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(Event* slot, Vector256<ulong> identity, Vector128<ulong> numbers, ulong states, ulong detail)
    {
        identity.Store((ulong*)slot);
        numbers.Store((ulong*)slot + 4);
        ((ulong*)slot)[6] = states;
        ((ulong*)slot)[7] = detail;
    }
}
