using System.Runtime.CompilerServices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Monitor.Retention;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Monitor;

/// <summary>
/// Follows both ends of a connection from the packets between them (paper §3.2, twin half-connections): first the sending side's half as the segment left it,
/// then the receiving side's as it finds it, one event for each. The common case, an in-order segment of an open connection, is <see cref="OnSegment"/>
/// itself; everything else goes through <see cref="SegmentArrival"/>.
/// </summary>
internal sealed unsafe class TcpMonitor
{
    private const TcpFlags Uncommon = TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst;

    private readonly FlowEvents events;
    private readonly SegmentArrival arrival;
    private readonly RetainedStreams retained;
    private readonly MonitorCounters counters;

    internal TcpMonitor(FlowEvents events, StreamReassembly streams, RetainedStreams retained, MonitorCounters counters)
    {
        this.retained = retained;
        this.events = events;
        this.counters = counters;
        arrival = new(events, streams);
    }

    /// <summary>Decides anew, for a flow that has TCP state, whether its next segments may take the short way: who reads it has changed.</summary>
    internal void Reconsider(FlowRecord* flow) => arrival.Reconsider(flow);

    /// <summary>Takes a segment of a flow that has TCP state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void OnSegment(FlowRecord* flow, End sender, PacketDescriptor* packet, ParsedPacket* parsed)
    {
        HalfConnection* sending = &flow->client + (int)sender;
        HalfConnection* receiving = &flow->client + ((int)sender ^ 1);
        uint length = (uint)packet->payloadLength;
        if (IsNext(sending, receiving, packet, parsed, length, HalfFlags.Seen)) OnNext(flow, sender, packet, parsed, false);
        else OnOther(flow, sender, packet, parsed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnOther(FlowRecord* flow, End sender, PacketDescriptor* packet, ParsedPacket* parsed)
    {
        HalfConnection* sending = &flow->client + (int)sender;
        HalfConnection* receiving = &flow->client + ((int)sender ^ 1);
        bool isNextRetained = IsNext(sending, receiving, packet, parsed, (uint)packet->payloadLength, HalfFlags.Seen | HalfFlags.Retained);
        if (isNextRetained) OnNext(flow, sender, packet, parsed, true);
        else arrival.OnUncommon(flow, sender, packet, parsed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void OnNext(FlowRecord* flow, End sender, PacketDescriptor* packet, ParsedPacket* parsed, bool retains)
    {
        HalfConnection* sending = &flow->client + (int)sender;
        uint length = (uint)packet->payloadLength;
        // One store for both numbers: the snapshot reads them as one word right away.
        Unsafe.WriteUnaligned(&sending->next, (sending->next + length) | ((ulong)parsed->acknowledgment << 32));
        uint edge = parsed->acknowledgment + ((uint)parsed->window << sending->windowScale);
        if ((int)(edge - sending->rightEdge) > 0) sending->rightEdge = edge;
        PacketFacets facets = length == 0 ? PacketFacets.None : PacketFacets.Data;
        End receiver = (End)((int)sender ^ 1);
        events.RaiseTcpPacket(flow, facets, sender, sender, packet);
        if (retains && length > 0) retained.Append(flow, sender, sending->frontier, packet->data + packet->payload, length);
        sending->frontier += length;
        events.RaiseTcpPacket(flow, facets, receiver, sender, packet);
        if (length == 0 || !flow->HasStreams) return;
        counters.StreamBytes += length;
        events.RaiseData(flow, sender, packet, packet->data + packet->payload, length);
    }

    /// <summary>
    /// True for a segment that any receiver takes without a second thought: both ends established, next in sequence, fully captured, acknowledging nothing
    /// unseen, with nothing held out of order on either side.
    /// </summary>
    /// <param name="sending">The sending half.</param>
    /// <param name="receiving">The receiving half.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="parsed">Its headers.</param>
    /// <param name="length">Its payload's length.</param>
    /// <param name="flags">Of <see cref="HalfFlags.Seen"/> and <see cref="HalfFlags.Retained"/>, what is set: one test for both.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNext(HalfConnection* sending, HalfConnection* receiving, PacketDescriptor* packet, ParsedPacket* parsed, uint length, HalfFlags flags) =>
        ((TcpFlags)parsed->flags & (Uncommon | TcpFlags.Ack)) == TcpFlags.Ack
        && parsed->sequence == sending->next
        && ((sending->state ^ (byte)TcpState.Established) | (receiving->state ^ (byte)TcpState.Established) | sending->held | receiving->held
            | (int)((sending->flags & (HalfFlags.Seen | HalfFlags.Retained)) ^ flags)) == 0
        && parsed->acknowledgment - sending->acknowledged <= receiving->next - sending->acknowledged
        && (int)(sending->next + length - receiving->rightEdge) <= 0
        && (uint)sending->frontier + sending->streamBase == sending->next
        && packet->payload + (int)length <= packet->length;

    /// <summary>True when a segment of a known 5-tuple opens a new connection, so that the old flow must end first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool OpensNewConnection(FlowRecord* flow, End sender, ParsedPacket* parsed) =>
        ((TcpFlags)parsed->flags & TcpFlags.Syn) != 0 && ConnectionReuse.OpensNewConnection(flow, sender, parsed);
}
