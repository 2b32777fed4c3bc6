using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>The data transfer of a generated connection, with everything that can go wrong on the way.</summary>
internal sealed unsafe partial class FlowScript
{
    private readonly ulong loss = Draw.Threshold(plan.Options.Loss);
    private readonly ulong reorder = Draw.Threshold(plan.Options.Reorder);
    private readonly ulong overlap = Draw.Threshold(plan.Options.Overlap);

    private void Transfer(FlowState* state, Segment* segment)
    {
        while (true)
        {
            bool isSent = state->position == plan.Exchange.MessageLength(state->sender);
            int due = FindDue(state, isSent);
            if (due >= 0)
            {
                SendPending(state, segment, due);
                return;
            }

            if (isSent)
            {
                // The last acknowledgment of a message always arrives: the next message depends on it.
                Control(state, segment, Other(state->sender), TcpFlags.Ack);
                EndMessage(state);
                return;
            }

            if (OwesAck(state) && Acknowledge(state, segment)) return;
            if (SendNext(state, segment)) return;
        }
    }

    // RFC 9293 §3.8.6.3: every second segment is acknowledged at the latest; at a hole, every segment (RFC 5681 §3.2).
    private static bool OwesAck(FlowState* state) => state->owedAcks >= (state->pendingCount > 0 ? 1 : 2);

    private bool Acknowledge(FlowState* state, Segment* segment)
    {
        state->owedAcks = 0;
        if (Happens(state, Purpose.AckLoss, loss)) return false;
        Control(state, segment, Other(state->sender), TcpFlags.Ack);
        return true;
    }

    // Takes the next bytes of the message. False when the capture sees nothing of them now.
    private bool SendNext(FlowState* state, Segment* segment)
    {
        End sender = state->sender;
        long offset = state->sent[(int)sender];
        PendingSegment next = default;
        next.offset = offset;
        next.length = (int)Math.Min(plan.Options.Mss, plan.Exchange.MessageLength(sender) - state->position);
        next.extension = Math.Min(state->previousLength, next.length) / 2;
        bool isLast = offset + next.length == plan.Exchange.StreamLength(sender);
        next.carriesFin = isLast && sender == End.Server && (state->traits & FlowTraits.FinOnData) != 0;
        bool isGap = plan.IsGap(state->key, state->traits, sender, offset, isLast && sender == End.Server);

        state->step++;
        state->position += next.length;
        state->sent[(int)sender] += next.length;
        state->previousLength = isGap ? 0 : next.length;
        if (next.carriesFin) state->finSent[(int)sender] = 1;
        state->owedAcks++;
        return !isGap && SendOrDelay(state, segment, ref next);
    }

    private bool SendOrDelay(FlowState* state, Segment* segment, ref PendingSegment next)
    {
        bool mayDelay = state->pendingCount < FlowState.MostPending;
        if (mayDelay && Happens(state, Purpose.Loss, loss))
        {
            ulong bits = Bits(state, Purpose.LossPlace);
            // Three duplicate acknowledgments later (RFC 5681 §3.2), sometimes more.
            next.due = state->step + 3 + (int)(bits >> 1 & 3);
            bool isSeen = (bits & 1) != 0;
            if (isSeen) Data(state, segment, in next);
            Delay(state, in next);
            return isSeen;
        }

        if (mayDelay && Happens(state, Purpose.Reorder, reorder))
        {
            next.due = state->step + 1 + (int)(Bits(state, Purpose.LossPlace) & 1);
            Delay(state, in next);
            return false;
        }

        Data(state, segment, in next);
        if (mayDelay && next.extension > 0 && Happens(state, Purpose.Overlap, overlap)) RepeatWithPart(state, in next);
        return true;
    }

    // A copy that ends inside the segment and begins inside the one before.
    private static void RepeatWithPart(FlowState* state, in PendingSegment segment)
    {
        PendingSegment copy = segment;
        copy.offset -= segment.extension;
        copy.extension = 0;
        copy.isCopy = true;
        copy.carriesFin = false;
        copy.due = state->step;
        Delay(state, in copy);
    }

    private static void Delay(FlowState* state, in PendingSegment segment) => state->pending[state->pendingCount++] = segment;

    private static int FindDue(FlowState* state, bool isSent)
    {
        int found = -1;
        for (int i = 0; i < state->pendingCount; i++)
        {
            if ((isSent || state->pending[i].due <= state->step) && (found < 0 || state->pending[i].due < state->pending[found].due)) found = i;
        }

        return found;
    }

    private void SendPending(FlowState* state, Segment* segment, int index)
    {
        ref PendingSegment pending = ref state->pending[index];
        if (pending.extension > 0 && Happens(state, Purpose.Overlap, overlap))
        {
            SendExtended(state, segment, ref pending);
            return;
        }

        PendingSegment sent = pending;
        pending = state->pending[--state->pendingCount];
        Data(state, segment, in sent);
        state->owedAcks++;
    }

    // First with part of the segment before, then what that left over.
    private static void SendExtended(FlowState* state, Segment* segment, ref PendingSegment pending)
    {
        PendingSegment front = pending;
        front.offset -= front.extension;
        front.carriesFin = false;
        pending.offset += pending.length - pending.extension;
        pending.length = pending.extension;
        pending.extension = 0;
        pending.due = state->step;
        Data(state, segment, in front);
    }

    private static void Data(FlowState* state, Segment* segment, in PendingSegment data)
    {
        segment->sender = state->sender;
        segment->flags = TcpFlags.Ack | TcpFlags.Psh | (data.carriesFin ? TcpFlags.Fin : TcpFlags.None);
        segment->sequence = Sequence(state, state->sender, data.offset);
        segment->acknowledgment = Acknowledgment(state, state->sender);
        segment->offset = data.offset;
        segment->length = data.length;
    }

    private void EndMessage(FlowState* state)
    {
        state->position = 0;
        state->owedAcks = 0;
        state->previousLength = 0;
        if (state->sender == End.Server && ++state->request == plan.Options.Requests) state->phase = AfterTransfer(state->traits);
        else state->sender = Other(state->sender);
    }

    private static Phase AfterTransfer(FlowTraits traits) =>
        (traits & FlowTraits.StaysOpen) != 0 ? Phase.Done
        : (traits & FlowTraits.Reset) != 0 ? Phase.Reset
        : (traits & FlowTraits.FinOnData) != 0 ? Phase.SecondFin
        : Phase.FirstFin;

    private static bool Happens(FlowState* state, Purpose purpose, ulong threshold) =>
        threshold != 0 && Draw.Happens(Bits(state, purpose), threshold);

    private static ulong Bits(FlowState* state, Purpose purpose) => Draw.Bits(state->key + ((ulong)purpose << 40), (ulong)state->step);
}
