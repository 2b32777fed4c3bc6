using System.Runtime.CompilerServices;
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
/// directions. Finds the flow, moves both halves on and writes the events, all in one straight run; whatever is not like that is left untouched to the long way,
/// which gives the same result for these segments too.
/// </summary>
internal sealed unsafe class NextSegments
{
    private const int WordsPerHalf = 4;

    private readonly PacketWindow window;
    private PacketDescriptor* packets;
    private readonly RingBuffer<Event> ring;
    private readonly MonitorCounters counters;
    private readonly ulong* buckets;
    private readonly uint bucketMask;
    private readonly FlowRecord* records;
    private readonly ulong* tcpPorts;
    private readonly ulong* dataPorts;
    private readonly long shortestTimeout;
    private readonly ulong publisherBits;

    internal NextSegments(FlowTable table, EventPublisher publisher, FlowTimeouts timeouts, MonitorCounters counters)
    {
        window = publisher.Packets;
        packets = window.Packets;
        this.counters = counters;
        ring = publisher.Ring;
        buckets = table.Buckets;
        bucketMask = table.BucketMask;
        records = table.Records;
        tcpPorts = publisher.Subscriptions.TcpPackets;
        dataPorts = publisher.Subscriptions.OfKind(EventKind.DataReady);
        shortestTimeout = timeouts.Shortest;
        publisherBits = (ulong)publisher.Id << 56;
    }

    /// <summary>The descriptors have moved.</summary>
    internal void FollowMovedRing() => packets = window.Packets;

    /// <summary>Takes a segment if it is the next of an open connection that somebody watches; the caller made sure of room.</summary>
    /// <returns>False when it is not, and nothing was done.</returns>
    internal bool TryFollow(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        if (parsed->result != ParseResult.PlainSegment) return false;
        uint position = parsed->hash & bucketMask;
        ulong entry = buckets[position];
        while ((uint)(entry >> 32) != parsed->hash)
        {
            if (entry == 0) return false;
            position = (position + 1) & bucketMask;
            entry = buckets[position];
        }

        uint index = (uint)entry - 1;
        FlowRecord* flow = records + index;
        uint sender = (uint)(parsed->senderIsUpper ^ flow->key.clientIsUpper);
        HalfConnection* sending = &flow->client + sender;
        HalfConnection* receiving = &flow->client + (sender ^ 1);
        uint length = (uint)packet->payloadLength;
        uint expected = sending->next;
        if (!FlowTable.IsSameFlow(in flow->key, in parsed->key)
            || ((flow->key.flags & FlowRecord.InSequenceBit) == 0) | (parsed->sequence != expected)
            || parsed->acknowledgment - sending->acknowledged > receiving->next - sending->acknowledged
            || (int)(expected + length - receiving->rightEdge) > 0
            || packet->timestamp - flow->lastSeen > shortestTimeout)
        {
            return false;
        }

        flow->lastSeen = packet->timestamp;
        // One store for both numbers: the snapshot reads them as one word right away.
        Unsafe.WriteUnaligned(&sending->next, (expected + length) | ((ulong)parsed->acknowledgment << 32));
        sending->frontier += length;
        int ahead = (int)(parsed->acknowledgment + ((uint)parsed->window << sending->windowScale) - sending->rightEdge);
        sending->rightEdge += (uint)(ahead & ~(ahead >> 31));
        Raise(flow, index, sender, packet, length);
        return true;
    }

    // The sending half's event, the receiving half's, and the new bytes: those that somebody wants.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Raise(FlowRecord* flow, uint index, uint sender, PacketDescriptor* packet, uint length)
    {
        ulong wanted = flow->mask;
        ulong facets = length == 0 ? 0 : (ulong)PacketFacets.Data;
        uint sendingEnds = sender * 3;
        uint receivingEnds = sendingEnds ^ 1;
        ulong* ports = tcpPorts + (facets * SubscriptionTable.EndCombinations);
        ulong sendingMask = ports[sendingEnds] & wanted;
        ulong receivingMask = ports[receivingEnds] & wanted;
        ulong dataMask = length == 0 ? 0 : dataPorts[receivingEnds] & wanted;
        if ((sendingMask | receivingMask | dataMask) != 0)
        {
            // What all of the packet's slots have in common, read once.
            ulong* halves = (ulong*)&flow->client;
            ulong client = halves[0];
            ulong server = halves[WordsPerHalf];
            ulong id = index | ((ulong)flow->generation << 32);
            ulong packetAndLength = (uint)(packet - packets) | ((ulong)length << 32);
            ulong packetType = EventTypes.TcpPacket.Id | (facets << 32) | publisherBits;
            ulong states = flow->client.state | ((ulong)flow->server.state << 8) | ((ulong)flow->client.connection << 48) | ((ulong)Event.HasPacket << 56);
            ulong time = (ulong)packet->timestamp;
            Event* slot = null;
            if (sendingMask != 0)
            {
                slot = ring.Claim(sendingMask);
                Fill(slot, packetType | ((ulong)sendingEnds << 48), id, time, packetAndLength, client, server, states | FrontierTowards(flow, sender), 0);
            }

            states |= FrontierTowards(flow, sender ^ 1);
            if (receivingMask != 0)
            {
                slot = ring.Claim(receivingMask);
                Fill(slot, packetType | ((ulong)receivingEnds << 48), id, time, packetAndLength, client, server, states, 0);
            }

            if (dataMask != 0)
            {
                counters.StreamBytes += length;
                slot = ring.Claim(dataMask);
                ulong dataType = EventTypes.DataReady.Id | publisherBits | ((ulong)receivingEnds << 48);
                Fill(slot, dataType, id, time, packetAndLength, client, server, states, (ulong)(packet->data + packet->payload));
            }

            slot->groupFlags = Event.HasPacket | Event.LastOfGroup;
        }

        window.End(packet, ring.Claimed);
    }

    // The frontier of the stream towards one half, where a slot's seventh word has it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong FrontierTowards(FlowRecord* flow, uint half) => (ulong)(uint)(&flow->client)[half ^ 1].frontier << 16;

    // The slot as eight words, in the order Event lays them out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fill(Event* slot, ulong type, ulong id, ulong time, ulong packetAndLength, ulong client, ulong server, ulong states, ulong detail)
    {
        ulong* word = (ulong*)slot;
        word[0] = type;
        word[1] = id;
        word[2] = time;
        word[3] = packetAndLength;
        word[4] = client;
        word[5] = server;
        word[6] = states;
        word[7] = detail;
    }
}
