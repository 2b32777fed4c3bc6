using System.Runtime.CompilerServices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Monitor;

/// <summary>Segments that are not simply the next one, in the order RFC 9293 §3.10.7 checks them: sequence, RST, SYN, ACK, text, FIN.</summary>
internal sealed unsafe class SegmentArrival(FlowEvents events, StreamReassembly streams)
{
    private const byte LargestWindowScale = 14;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void OnUncommon(FlowRecord* flow, End sender, PacketDescriptor* packet, ParsedPacket* parsed)
    {
        Segment segment = Read(flow, sender, packet, parsed);
        if (((segment.sending->flags | segment.receiving->flags) & HalfFlags.Seen) == 0) BeginConnection(ref segment);
        Classify(ref segment);
        CheckReset(ref segment);
        CheckSyn(ref segment);
        TcpState before = segment.receiving->State;
        OnSent(ref segment);
        events.RaiseTcpPacket(flow, segment.facets, sender, sender, packet);
        OnReceived(ref segment);
        events.RaiseTcpPacket(flow, segment.facets, segment.Receiver, sender, packet);
        RaiseChanges(ref segment, before);
        if (flow->HasStreams) streams.OnSegment(ref segment);
        else FollowWithoutStreams(segment.sending);
        Reconsider(flow);
    }

    /// <summary>Decides whether the flow's next segments may take the short way.</summary>
    internal void Reconsider(FlowRecord* flow)
    {
        bool inSequence = !flow->IsTerminated && IsInSequence(&flow->client) && IsInSequence(&flow->server) && (!flow->HasStreams || streams.AreRead(flow));
        flow->key.flags = (byte)((flow->key.flags & ~FlowRecord.InSequenceBit) | (inSequence ? FlowRecord.InSequenceBit : 0));
    }

    private static bool IsInSequence(HalfConnection* half) =>
        half->State == TcpState.Established && (half->flags & (HalfFlags.Seen | HalfFlags.Retained)) == HalfFlags.Seen && half->held == 0 && half->FrontierSequence == half->next;

    // Nobody reads the stream: the frontier just goes along with what was sent, so that the next segment is found to be the next.
    private static void FollowWithoutStreams(HalfConnection* sending) => sending->frontier += sending->next - sending->FrontierSequence;

    private static Segment Read(FlowRecord* flow, End sender, PacketDescriptor* packet, ParsedPacket* parsed)
    {
        TcpFlags flags = (TcpFlags)parsed->flags;
        return new()
        {
            flow = flow,
            sending = &flow->client + (int)sender,
            receiving = &flow->client + ((int)sender ^ 1),
            packet = packet,
            sender = sender,
            sequence = parsed->sequence,
            dataSequence = parsed->sequence + ((flags & TcpFlags.Syn) != 0 ? 1u : 0u),
            acknowledgment = parsed->acknowledgment,
            window = parsed->window,
            flags = flags,
            length = (uint)packet->payloadLength,
            facets = HeaderFacets.Of(flags, packet->payloadLength),
        };
    }

    // Without a SYN the connection was there before us: both ends are taken to be established.
    private static void BeginConnection(ref Segment segment)
    {
        if (segment.Has(TcpFlags.Syn))
        {
            if (!segment.Has(TcpFlags.Ack)) segment.receiving->State = TcpState.Listen;
            else segment.receiving->State = TcpState.SynSent;
            return;
        }

        segment.flow->client.connection |= SnapshotFlags.MidStream;
        if (segment.Has(TcpFlags.Rst)) return;
        segment.sending->State = TcpState.Established;
        segment.receiving->State = TcpState.Established;
    }

    // By the highest number sent alone, so that it does not depend on whether anybody has streams reassembled.
    private static void Classify(ref Segment segment)
    {
        HalfConnection* sending = segment.sending;
        if ((sending->flags & HalfFlags.Seen) == 0) return;
        if (segment.EndSequence == segment.sequence) return;
        int distance = (int)(segment.sequence - sending->next);
        if (distance < 0) segment.facets |= PacketFacets.Retransmission;
        else if (distance > 0) segment.facets |= PacketFacets.OutOfOrder;
    }

    // RFC 5961 §3.2: only a RST at exactly the number expected resets. Between the last acknowledgment and the last byte sent we cannot know which
    // number that is, so any of them does.
    private static void CheckReset(ref Segment segment)
    {
        if (!segment.Has(TcpFlags.Rst)) return;
        HalfConnection* sending = segment.sending;
        HalfConnection* receiving = segment.receiving;
        bool acceptable;
        if (receiving->State == TcpState.SynSent)
        {
            // RFC 9293 §3.10.7.3: in answer to a SYN, a RST counts when it acknowledges the SYN.
            acceptable = segment.Has(TcpFlags.Ack) ? segment.acknowledgment == receiving->next : segment.sequence == sending->next;
        }
        else if ((sending->flags & HalfFlags.Seen) == 0)
        {
            acceptable = (receiving->flags & HalfFlags.Seen) == 0 || segment.sequence == receiving->acknowledged;
        }
        else
        {
            uint lowest = (receiving->flags & HalfFlags.Seen) == 0 ? sending->next : receiving->acknowledged;
            acceptable = segment.sequence - lowest <= sending->next - lowest;
        }

        if (!acceptable) segment.facets |= PacketFacets.Unacceptable;
    }

    // RFC 5961 §4.2: a SYN in a synchronized state changes nothing. Before its peer has acknowledged one, an end may start over with a number further back;
    // a number further on leaves the stream's first byte where it is, and what the peer acknowledges in between shows as a gap (as tshark has it).
    private static void CheckSyn(ref Segment segment)
    {
        if (!segment.Has(TcpFlags.Syn)) return;
        HalfConnection* sending = segment.sending;
        bool known = (sending->flags & HalfFlags.Syn) != 0;
        if (known && segment.dataSequence == sending->streamBase) return;
        bool restarts = sending->State == TcpState.SynReceived && (int)(segment.dataSequence - sending->streamBase) < 0;
        bool synchronized = sending->State >= TcpState.Established || (known && sending->State == TcpState.SynReceived);
        if (synchronized && !restarts) segment.facets |= PacketFacets.Unacceptable;
    }

    private static void OnSent(ref Segment segment)
    {
        if (segment.Unacceptable) return;
        HalfConnection* sending = segment.sending;
        if (segment.Has(TcpFlags.Syn)) OnSynSent(ref segment);
        else if ((sending->flags & HalfFlags.Seen) == 0) BeginMidStream(ref segment);
        sending->flags |= HalfFlags.Seen;
        if (segment.Has(TcpFlags.Ack)) OnAcknowledgmentSent(ref segment);
        if ((int)(segment.EndSequence - sending->next) > 0 && IsPlausible(ref segment)) sending->next = segment.EndSequence;
        if (segment.Has(TcpFlags.Fin)) OnFinSent(ref segment);
    }

    private static void OnSynSent(ref Segment segment)
    {
        HalfConnection* sending = segment.sending;
        if ((sending->flags & HalfFlags.Syn) == 0 || segment.dataSequence != sending->streamBase)
        {
            sending->flags |= HalfFlags.Syn;
            sending->streamBase = segment.dataSequence;
            sending->next = segment.dataSequence;
            sending->frontier = 0;
            ReadWindowScale(ref segment);
        }

        if (sending->State is TcpState.Closed or TcpState.Listen or TcpState.SynSent)
            sending->State = segment.Has(TcpFlags.Ack) ? TcpState.SynReceived : TcpState.SynSent;
    }

    // The window of a SYN is never scaled (RFC 7323 §2.2), and scaling holds only when both SYNs carried the option.
    private static void ReadWindowScale(ref Segment segment)
    {
        byte* tcp = segment.packet->data + segment.packet->transport;
        int end = Math.Min(segment.packet->payload, segment.packet->length) - segment.packet->transport;
        if (!TcpOptions.TryReadWindowScale(tcp, end, out byte scale)) return;
        segment.sending->windowScale = Math.Min(scale, LargestWindowScale);
        segment.sending->flags |= HalfFlags.Scaling;
    }

    // The first packet seen of an end names its next number; what came before it is not ours to know.
    private static void BeginMidStream(ref Segment segment)
    {
        HalfConnection* sending = segment.sending;
        sending->streamBase = segment.sequence;
        sending->next = segment.sequence;
        sending->frontier = 0;
        sending->windowScale = LargestWindowScale;
    }

    private static void OnAcknowledgmentSent(ref Segment segment)
    {
        HalfConnection* sending = segment.sending;
        HalfConnection* receiving = segment.receiving;
        if ((receiving->flags & HalfFlags.Seen) == 0)
        {
            receiving->next = segment.acknowledgment;
        }
        else
        {
            int unseen = (int)(segment.acknowledgment - receiving->next);
            if (unseen > 0)
            {
                // Sent, received and acknowledged, but never seen here; beyond the window this end has offered it cannot be.
                bool offered = (sending->flags & HalfFlags.Window) == 0 || (int)(segment.acknowledgment - sending->rightEdge) <= 1;
                if (!offered) return;
                receiving->next = segment.acknowledgment;
            }
        }

        bool first = (sending->flags & HalfFlags.Window) == 0;
        if (first || (int)(segment.acknowledgment - sending->acknowledged) > 0) sending->acknowledged = segment.acknowledgment;
        uint edge = segment.acknowledgment + ((uint)segment.window << ScaleOf(ref segment));
        if (first || (int)(edge - sending->rightEdge) > 0) sending->rightEdge = edge;
        sending->flags |= HalfFlags.Window;
    }

    private static int ScaleOf(ref Segment segment)
    {
        if (segment.Has(TcpFlags.Syn)) return 0;
        HalfFlags both = segment.sending->flags & segment.receiving->flags;
        bool bothSyns = (both & HalfFlags.Syn) != 0;
        // Once both SYNs are known without the option on both, nothing is scaled.
        if (bothSyns && (both & HalfFlags.Scaling) == 0)
        {
            segment.sending->windowScale = 0;
            segment.receiving->windowScale = 0;
        }

        return segment.sending->windowScale;
    }

    // A segment far beyond the window must not drag the highest number sent along.
    private static bool IsPlausible(ref Segment segment) => !StreamReassembly.IsBeyondWindow(ref segment);

    private static void OnFinSent(ref Segment segment)
    {
        HalfConnection* sending = segment.sending;
        if (segment.EndSequence != sending->next) return;
        ref uint acknowledges = ref segment.sender == End.Client ? ref segment.flow->clientFin : ref segment.flow->serverFin;
        acknowledges = segment.EndSequence;
        sending->flags |= HalfFlags.Fin;
        sending->State = sending->State switch
        {
            TcpState.CloseWait => TcpState.LastAck,
            TcpState.SynSent or TcpState.SynReceived or TcpState.Established => TcpState.FinWait1,
            _ => sending->State,
        };
        segment.flow->client.connection |= segment.sender == End.Client ? SnapshotFlags.ClientFin : SnapshotFlags.ServerFin;
    }

    private static void OnReceived(ref Segment segment)
    {
        if (segment.Unacceptable) return;
        if (segment.Has(TcpFlags.Rst))
        {
            segment.sending->State = TcpState.Closed;
            segment.receiving->State = TcpState.Closed;
            return;
        }

        if (segment.Has(TcpFlags.Syn)) OnSynReceived(ref segment);
        if (segment.Has(TcpFlags.Ack)) OnAcknowledgmentReceived(ref segment);
        if (segment.Has(TcpFlags.Fin) && (segment.facets & PacketFacets.OutOfOrder) == 0) OnFinReceived(segment.receiving);
        // What this end acknowledges it has received: its peer's FIN too.
        if (segment.Has(TcpFlags.Ack) && IsFinAcknowledged(ref segment)) OnFinReceived(segment.sending);
    }

    private static void OnSynReceived(ref Segment segment)
    {
        HalfConnection* receiving = segment.receiving;
        if (receiving->State is TcpState.Closed or TcpState.Listen) receiving->State = TcpState.SynReceived;
        else if (receiving->State == TcpState.SynSent)
            receiving->State = segment.Has(TcpFlags.Ack) ? TcpState.Established : TcpState.SynReceived;
    }

    private static void OnAcknowledgmentReceived(ref Segment segment)
    {
        HalfConnection* receiving = segment.receiving;
        if (receiving->State == TcpState.SynReceived && (int)(segment.acknowledgment - receiving->streamBase) >= 0
            && (receiving->flags & HalfFlags.Syn) != 0)
        {
            receiving->State = TcpState.Established;
            if (segment.sending->State is TcpState.SynReceived or TcpState.SynSent && (segment.sending->flags & HalfFlags.Syn) != 0)
                segment.sending->State = TcpState.Established;
        }

        if (!IsFinAcknowledged(ref segment)) return;
        receiving->State = receiving->State switch
        {
            TcpState.FinWait1 => TcpState.FinWait2,
            TcpState.Closing => TcpState.TimeWait,
            TcpState.LastAck => TcpState.Closed,
            _ => receiving->State,
        };
    }

    // Does this segment acknowledge the FIN of the end that receives it?
    private static bool IsFinAcknowledged(ref Segment segment)
    {
        if ((segment.receiving->flags & HalfFlags.Fin) == 0) return false;
        uint acknowledges = segment.sender == End.Client ? segment.flow->serverFin : segment.flow->clientFin;
        return (int)(segment.acknowledgment - acknowledges) >= 0;
    }

    private static void OnFinReceived(HalfConnection* end)
    {
        if ((end->flags & HalfFlags.FinReceived) != 0) return;
        end->flags |= HalfFlags.FinReceived;
        end->State = end->State switch
        {
            TcpState.SynReceived or TcpState.Established => TcpState.CloseWait,
            TcpState.FinWait1 => TcpState.Closing,
            TcpState.FinWait2 => TcpState.TimeWait,
            _ => end->State,
        };
    }

    private void RaiseChanges(ref Segment segment, TcpState before)
    {
        FlowRecord* flow = segment.flow;
        ref SnapshotFlags connection = ref flow->client.connection;
        if (segment.Unacceptable)
        {
            if (segment.Has(TcpFlags.Rst | TcpFlags.Syn)) Raise(EventKind.BlindReset, ref segment);
            return;
        }

        bool established = flow->client.State >= TcpState.Established && flow->server.State >= TcpState.Established;
        if (established && (connection & (SnapshotFlags.Established | SnapshotFlags.MidStream)) == 0)
        {
            connection |= SnapshotFlags.Established;
            Raise(EventKind.TcpEstablished, ref segment);
        }

        if (segment.Has(TcpFlags.Rst))
        {
            if ((connection & SnapshotFlags.Reset) == 0) Raise(EventKind.TcpReset, ref segment);
            connection |= SnapshotFlags.Reset;
        }
        else if (before != segment.receiving->State && IsClosed(flow->client.State) && IsClosed(flow->server.State))
        {
            Raise(EventKind.TcpClosed, ref segment);
        }
    }

    private static bool IsClosed(TcpState state) => state is TcpState.Closed or TcpState.TimeWait;

    private void Raise(EventKind kind, ref Segment segment) =>
        events.RaiseForPacket(kind, segment.flow, segment.Receiver, segment.sender, segment.packet, 0, 0);
}
