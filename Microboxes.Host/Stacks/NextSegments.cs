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
    private readonly PacketDescriptor* packets;
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
        bool hasBytes = length != 0 && flow->HasStreams;
        ulong wanted = flow->mask;
        ulong facets = length == 0 ? 0 : (ulong)PacketFacets.Data;
        uint sendingEnds = sender * 3;
        uint receivingEnds = sendingEnds ^ 1;
        ulong* ports = tcpPorts + (facets * SubscriptionTable.EndCombinations);
        ulong sendingMask = ports[sendingEnds] & wanted;
        ulong receivingMask = ports[receivingEnds] & wanted;
        ulong dataMask = hasBytes ? dataPorts[receivingEnds] & wanted : 0;
        if (hasBytes) counters.StreamBytes += length;
        if ((sendingMask | receivingMask | dataMask) == 0)
        {
            window.End(packet, ring.Claimed);
            return;
        }

        ulong packetAndLength = (uint)(packet - packets) | ((ulong)length << 32);
        ulong id = index | ((ulong)flow->generation << 32);
        ulong packetType = EventTypes.TcpPacket.Id | (facets << 32) | publisherBits;
        Event* slot = null;
        if (sendingMask != 0) slot = Write(sendingMask, packetType, sendingEnds, id, packetAndLength, packet, flow, 0);
        if (receivingMask != 0) slot = Write(receivingMask, packetType, receivingEnds, id, packetAndLength, packet, flow, 0);
        if (dataMask != 0) slot = Write(dataMask, EventTypes.DataReady.Id | publisherBits, receivingEnds, id, packetAndLength, packet, flow, (ulong)(packet->data + packet->payload));
        slot->groupFlags = Event.HasPacket | Event.LastOfGroup;
        window.End(packet, ring.Claimed);
    }

    // The slot as eight words, in the order Event lays them out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Event* Write(ulong mask, ulong type, uint ends, ulong id, ulong packetAndLength, PacketDescriptor* packet, FlowRecord* flow, ulong detail)
    {
        Event* slot = ring.Claim(mask);
        ulong* word = (ulong*)slot;
        ulong* halves = (ulong*)&flow->client;
        word[0] = type | ((ulong)ends << 48);
        word[1] = id;
        word[2] = (ulong)packet->timestamp;
        word[3] = packetAndLength;
        word[4] = halves[0];
        word[5] = halves[WordsPerHalf];
        uint frontier = (uint)(&flow->client)[(ends & Event.HalfBit) ^ 1].frontier;
        word[6] = flow->client.state | ((ulong)flow->server.state << 8) | ((ulong)frontier << 16) | ((ulong)flow->client.connection << 48)
            | ((ulong)Event.HasPacket << 56);
        word[7] = detail;
        return slot;
    }
}
