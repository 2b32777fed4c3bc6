using Microboxes.Host.Flows;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks;

/// <summary>
/// The short way through Network for TCP segments of known flows that nobody watches through Monitor (figure 2: who does not ask for TCP state does not pay for
/// it). Whatever is not like that is left to the long way, which gives the same result for these too.
/// </summary>
internal sealed unsafe class PlainFlows(EventPublisher publisher, FlowEvents events, FlowTimeouts timeouts)
{
    private const byte NotPlain = FlowRecord.TcpStateBit | FlowRecord.TerminatedBit | FlowRecord.OtherVlanBit;
    private readonly long shortestTimeout = timeouts.Shortest;

    /// <summary>Takes segments of the burst from <paramref name="first"/> on; the caller made sure of room, and that no timer is due.</summary>
    /// <returns>The first that is not one, or the burst's count: nothing was done about that one.</returns>
    internal int Follow(PacketBurst burst, int first)
    {
        int position = first;
        for (; position < burst.Count; position++)
        {
            FlowRecord* flow = burst.Candidates[position];
            ParsedPacket* parsed = burst.Parsed + position;
            PacketDescriptor* packet = burst.Packets + position;
            if (flow == null
                || parsed->result != ParseResult.PlainSegment
                || !FlowTable.IsSameFlow(&flow->key, &parsed->key)
                || (flow->key.flags & NotPlain) != 0
                || flow->ended != 0
                || packet->timestamp - flow->lastSeen > shortestTimeout)
            {
                break;
            }

            publisher.BeginPacket(packet);
            flow->lastSeen = packet->timestamp;
            End sender = FlowTracker.SenderOf(flow, parsed);
            events.RaiseTcpPacket(flow, HeaderFacets.Of((TcpFlags)parsed->flags, packet->payloadLength), sender, sender, packet);
            publisher.EndPacket();
        }

        return position;
    }
}
