using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Monitor.Reassembly;
using Microboxes.Host.Stacks.Monitor.Retention;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Monitor;

/// <summary>
/// Moves the frontier of each stream on (DESIGN §8): takes the new part of a segment where it lies, holds what comes too early, gives up what the receiver
/// has acknowledged but nobody saw.
/// </summary>
internal sealed unsafe class StreamReassembly(FlowEvents events, HeldSegments held, DeliveredLeases leases, MonitorOptions options, RetainedStreams retained, MonitorCounters counters)
{
    private const HoldOutcome Refused = HoldOutcome.RefusedPerFlow | HoldOutcome.RefusedTotal;

    /// <summary>Packets that must not leave before an NF has written to them; null where none does, or where packets do not leave.</summary>
    internal EarlyPackets? Early { get; set; }

    /// <summary>Takes a segment whose connection state is already up to date.</summary>
    internal void OnSegment(ref Segment segment)
    {
        if (segment.Has(TcpFlags.Ack) && !segment.Unacceptable) SkipAcknowledgedGaps(ref segment);
        if (segment.length > 0) OnText(ref segment);
    }

    /// <summary>True when the segment begins beyond anything the receiver may take by the windows it has offered.</summary>
    internal static bool IsBeyondWindow(ref Segment segment)
    {
        HalfConnection* receiving = segment.receiving;
        if ((receiving->flags & HalfFlags.Window) == 0) return false;
        uint edge = receiving->rightEdge;
        return (int)(segment.dataSequence - edge) > 0 && segment.dataSequence != segment.sending->next;
    }

    /// <summary>True when a port takes DATA_READY of both the flow's streams; others may want only its gaps.</summary>
    internal bool AreRead(FlowRecord* flow) => events.IsDataWanted(flow);

    /// <summary>Forgets what is held of a flow that ended.</summary>
    internal void End(FlowRecord* flow)
    {
        if (flow->client.held != 0) counters.UndeliveredBytes += (long)held.Discard(ref flow->client.held);
        if (flow->server.held != 0) counters.UndeliveredBytes += (long)held.Discard(ref flow->server.held);
        retained.End(flow);
        Early?.End(events.IdOf(flow));
    }

    /// <summary>Nobody reads a flow's streams any more, for now.</summary>
    internal void Pause(FlowRecord* flow)
    {
        if (flow->client.held != 0) counters.UndeliveredBytes += (long)held.Discard(ref flow->client.held);
        if (flow->server.held != 0) counters.UndeliveredBytes += (long)held.Discard(ref flow->server.held);
        retained.Pause(flow);
        flow->key.flags &= unchecked((byte)~FlowRecord.StreamsBit);
        flow->client.connection &= ~SnapshotFlags.Streams;
    }

    /// <summary>Somebody reads a flow's streams again: they go on behind everything that was sent so far.</summary>
    internal void Resume(FlowRecord* flow)
    {
        Skip(&flow->client);
        Skip(&flow->server);
        flow->key.flags |= FlowRecord.StreamsBit;
        flow->client.connection |= SnapshotFlags.Streams;
        retained.Begin(flow);
    }

    private static void Skip(HalfConnection* half)
    {
        if ((half->flags & HalfFlags.Seen) != 0) half->frontier += half->next - half->FrontierSequence;
    }

    private void OnText(ref Segment segment)
    {
        HalfConnection* sending = segment.sending;
        if ((sending->flags & HalfFlags.Seen) == 0)
        {
            counters.UndeliveredBytes += segment.length;
            return;
        }

        int distance = (int)(segment.dataSequence - sending->FrontierSequence);
        byte* data = segment.packet->data + segment.packet->payload;
        uint captured = (uint)Math.Clamp(segment.packet->length - segment.packet->payload, 0, (int)segment.length);
        counters.UncapturedBytes += segment.length - captured;
        if (distance < 0)
        {
            uint known = Math.Min((uint)-distance, segment.length);
            counters.RepeatedBytes += Math.Min(known, captured);
            if (segment.flow->retain != 0) CompareWithRetained(ref segment, data, Math.Min(known, captured));
            if (known >= captured) return;
            data += known;
            captured -= known;
            distance = 0;
        }

        if (captured == 0) return;
        if (distance == 0) OnNextText(ref segment, data, captured);
        else OnEarlyText(ref segment, data, captured, (uint)distance);
    }

    private void OnNextText(ref Segment segment, byte* data, uint length)
    {
        HalfConnection* sending = segment.sending;
        bool overlaps = held.TryPeek(sending->held, out ulong first, out _) && first < sending->frontier + length;
        if (!overlaps)
        {
            Deliver(ref segment, segment.sender, data, length);
        }
        else
        {
            long before = held.HeldBytes;
            HoldResult result = held.HoldAtFrontier(ref sending->held, sending->frontier, data, length, options.Overlap);
            if ((result.Outcome & Refused) != 0) counters.UndeliveredBytes += length;
            else CountRepeated(length, before);
            ReportConflict(ref segment, result);
        }

        DeliverHeld(ref segment, segment.sender);
    }

    private void OnEarlyText(ref Segment segment, byte* data, uint length, uint distance)
    {
        if (IsBeyondWindow(ref segment))
        {
            counters.OutOfWindowBytes += length;
            Raise(EventKind.OutOfWindow, ref segment, segment.sender, length, 0);
            return;
        }

        HalfConnection* sending = segment.sending;
        long before = held.HeldBytes;
        // What somebody will change is copied, wherever it lies.
        bool written = events.IsWritten(segment.flow);
        nint lease = segment.packet->lease | (written ? 1 : 0);
        HoldResult result = held.Hold(ref sending->held, sending->frontier + distance, data, length, lease, options.Overlap);
        ReportConflict(ref segment, result);
        if ((result.Outcome & Refused) != 0)
        {
            OnCapReached(ref segment, data, length, distance);
            return;
        }

        CountRepeated(length, before);
        if (written) Early?.Note(segment.packet, events.IdOf(segment.flow), segment.sender, sending->frontier + distance, length);
    }

    // What a segment does not add to the held bytes was there already, whoever's bytes stay.
    private void CountRepeated(uint length, long before) => counters.RepeatedBytes += length - (held.HeldBytes - before);

    // Memory for early segments is full: what is missing is given up, so that the stream goes on, or the stream ends here.
    private void OnCapReached(ref Segment segment, byte* data, uint length, uint distance)
    {
        counters.CapReached++;
        if (!options.SkipAtCap)
        {
            counters.UndeliveredBytes += length;
            return;
        }

        HalfConnection* sending = segment.sending;
        ulong target = sending->frontier + distance;
        while (held.TryPeek(sending->held, out ulong first, out _) && first <= target)
        {
            SkipTo(ref segment, segment.sender, first);
            DeliverHeld(ref segment, segment.sender);
        }

        if (sending->frontier < target) SkipTo(ref segment, segment.sender, target);
        uint known = (uint)Math.Min(sending->frontier - target, length);
        counters.RepeatedBytes += known;
        if (known < length) OnNextText(ref segment, data + known, length - known);
    }

    // The receiver acknowledges bytes behind a hole: it has them, so they were sent, and nobody will send them again.
    private void SkipAcknowledgedGaps(ref Segment segment)
    {
        HalfConnection* receiving = segment.receiving;
        while (held.TryPeek(receiving->held, out ulong first, out _))
        {
            uint firstSequence = receiving->streamBase + (uint)first;
            if ((int)(segment.acknowledgment - firstSequence) <= 0) return;
            SkipTo(ref segment, segment.Receiver, first);
            DeliverHeld(ref segment, segment.Receiver);
        }
    }

    private void SkipTo(ref Segment segment, End sender, ulong offset)
    {
        HalfConnection* sending = &segment.flow->client + (int)sender;
        uint missing = (uint)(offset - sending->frontier);
        if (missing == 0) return;
        sending->frontier = offset;
        if (segment.flow->retain != 0) retained.Skip(segment.flow, sender, offset);
        counters.GapBytes += missing;
        Raise(EventKind.Gap, ref segment, sender, missing, 0);
    }

    private void DeliverHeld(ref Segment segment, End sender)
    {
        HalfConnection* sending = &segment.flow->client + (int)sender;
        while (held.TryTake(ref sending->held, sending->frontier, out HeldRange range))
        {
            ulong offset = sending->frontier;
            Deliver(ref segment, sender, range.Data, range.Length);
            Early?.Deliver(events.IdOf(segment.flow), sender, offset, range.Data, range.Length);
            if (range.Lease != 0) leases.Add(range.Lease);
        }
    }

    private void Deliver(ref Segment segment, End sender, byte* data, uint length)
    {
        HalfConnection* sending = &segment.flow->client + (int)sender;
        if (segment.flow->retain != 0) retained.Append(segment.flow, sender, sending->frontier, data, length);
        sending->frontier += length;
        counters.StreamBytes += length;
        events.RaiseData(segment.flow, sender, segment.packet, data, length);
    }

    // Who receives it has the first copy; somebody else may believe the second.
    private void CompareWithRetained(ref Segment segment, byte* data, uint length)
    {
        HalfConnection* sending = segment.sending;
        uint beforeFrontier = sending->FrontierSequence - segment.dataSequence;
        if (beforeFrontier > sending->frontier)
        {
            // Bytes before the stream's first are nobody's.
            uint early = (uint)(beforeFrontier - sending->frontier);
            if (early >= length) return;
            data += early;
            length -= early;
            beforeFrontier -= early;
        }

        ulong offset = sending->frontier - beforeFrontier;
        uint differing = retained.Compare(segment.flow, segment.sender, offset, data, length, sending->frontier, out ulong first);
        if (differing == 0) return;
        counters.Conflicts++;
        Raise(EventKind.ConflictingOverlap, ref segment, segment.sender, differing, first);
    }

    private void ReportConflict(ref Segment segment, HoldResult result)
    {
        if ((result.Outcome & HoldOutcome.Conflict) == 0) return;
        counters.Conflicts++;
        Raise(EventKind.ConflictingOverlap, ref segment, segment.sender, result.ConflictLength, result.ConflictOffset);
    }

    private void Raise(EventKind kind, ref Segment segment, End sender, uint length, ulong detail) =>
        events.RaiseForPacket(kind, segment.flow, (End)((int)sender ^ 1), sender, segment.packet, length, detail);
}
