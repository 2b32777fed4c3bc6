using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>
/// Plays a generated connection segment by segment: handshake, requests and responses, close. The data transfer has its own file.
/// Its segments are a function of options and flow alone, however connections are interleaved.
/// </summary>
internal sealed unsafe partial class FlowScript(FlowPlan plan)
{
    /// <summary>Begins a connection.</summary>
    internal void Start(FlowState* state, long flow)
    {
        *state = default;
        state->flow = flow;
        state->key = plan.Key(flow);
        state->traits = plan.Traits(state->key);
        state->initialSequence[(int)End.Client] = plan.InitialSequence(state->key, End.Client);
        state->initialSequence[(int)End.Server] = plan.InitialSequence(state->key, End.Server);
    }

    /// <summary>Takes the next segment of a connection that is not done.</summary>
    internal void Step(FlowState* state, Segment* segment)
    {
        switch (state->phase)
        {
            case Phase.Transfer:
                Transfer(state, segment);
                break;
            case <= Phase.ServerSynAck:
                Open(state, segment);
                break;
            default:
                Close(state, segment);
                break;
        }
    }

    private static void Open(FlowState* state, Segment* segment)
    {
        bool isSimultaneous = (state->traits & FlowTraits.SimultaneousOpen) != 0;
        (End sender, TcpFlags flags, Phase next) = state->phase switch
        {
            Phase.Syn => (End.Client, TcpFlags.Syn, isSimultaneous ? Phase.ServerSyn : Phase.SynAck),
            Phase.SynAck => (End.Server, TcpFlags.Syn | TcpFlags.Ack, Phase.HandshakeAck),
            Phase.HandshakeAck => (End.Client, TcpFlags.Ack, Phase.Transfer),
            Phase.ServerSyn => (End.Server, TcpFlags.Syn, Phase.ClientSynAck),
            Phase.ClientSynAck => (End.Client, TcpFlags.Syn | TcpFlags.Ack, Phase.ServerSynAck),
            _ => (End.Server, TcpFlags.Syn | TcpFlags.Ack, Phase.Transfer),
        };
        Control(state, segment, sender, flags);
        state->phase = next;
    }

    private static void Close(FlowState* state, Segment* segment)
    {
        End closer = state->Closer;
        End peer = Other(closer);
        bool isSeparate = (state->traits & FlowTraits.SeparateAck) != 0;
        (End sender, TcpFlags flags, Phase next) = state->phase switch
        {
            Phase.FirstFin => (closer, TcpFlags.Fin | TcpFlags.Ack, isSeparate ? Phase.FirstFinAck : Phase.SecondFin),
            Phase.FirstFinAck => (peer, TcpFlags.Ack, Phase.SecondFin),
            Phase.SecondFin => (peer, TcpFlags.Fin | TcpFlags.Ack, Phase.LastAck),
            Phase.LastAck => (closer, TcpFlags.Ack, Phase.Done),
            _ => (closer, TcpFlags.Rst | TcpFlags.Ack, Phase.Done),
        };
        Control(state, segment, sender, flags);
        if ((flags & TcpFlags.Fin) != 0) state->finSent[(int)sender] = 1;
        state->phase = next;
    }

    // A segment without data, at the sender's next sequence number.
    private static void Control(FlowState* state, Segment* segment, End sender, TcpFlags flags)
    {
        segment->sender = sender;
        segment->flags = flags;
        segment->offset = 0;
        segment->length = 0;
        segment->sequence = (flags & TcpFlags.Syn) != 0 ? state->initialSequence[(int)sender] : Sequence(state, sender, state->sent[(int)sender]);
        if (state->finSent[(int)sender] != 0) segment->sequence++;
        segment->acknowledgment = (flags & TcpFlags.Ack) != 0 ? Acknowledgment(state, sender) : 0;
    }

    private static uint Sequence(FlowState* state, End sender, long offset) => unchecked(state->initialSequence[(int)sender] + 1 + (uint)offset);

    // What the sender of an acknowledgment has of its peer's stream: all up to the first hole.
    private static uint Acknowledgment(FlowState* state, End acknowledger)
    {
        End peer = Other(acknowledger);
        long offset = state->sent[(int)peer];
        bool isWhole = true;
        for (int i = 0; peer == state->sender && i < state->pendingCount; i++)
        {
            if (state->pending[i].isCopy) continue;
            offset = Math.Min(offset, state->pending[i].offset);
            isWhole = false;
        }

        return Sequence(state, peer, offset) + (isWhole ? state->finSent[(int)peer] : 0u);
    }

    private static End Other(End end) => end == End.Client ? End.Server : End.Client;
}
