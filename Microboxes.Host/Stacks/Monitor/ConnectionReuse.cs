using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Monitor;

/// <summary>Decides whether a SYN on a 5-tuple already in use belongs to the connection there or begins another.</summary>
internal static unsafe class ConnectionReuse
{
    internal static bool OpensNewConnection(FlowRecord* flow, End sender, ParsedPacket* parsed)
    {
        if (((TcpFlags)parsed->flags & (TcpFlags.Ack | TcpFlags.Rst)) != 0) return false;
        HalfConnection* sending = &flow->client + (int)sender;
        HalfConnection* receiving = &flow->client + ((int)sender ^ 1);
        return !IsSameSyn(sending, parsed) && IsOver(flow, sending, receiving);
    }

    /// <summary>True for a SYN that is no retransmission of one that the connection began with.</summary>
    internal static bool IsAnotherSyn(FlowRecord* flow, End sender, ParsedPacket* parsed) =>
        ((TcpFlags)parsed->flags & (TcpFlags.Syn | TcpFlags.Ack | TcpFlags.Rst)) == TcpFlags.Syn && !IsSameSyn(&flow->client + (int)sender, parsed);

    private static bool IsSameSyn(HalfConnection* sending, ParsedPacket* parsed) =>
        (sending->flags & HalfFlags.Syn) != 0 && parsed->sequence + 1 == sending->streamBase;

    // RFC 9293 §3.10.7.4 lets TIME-WAIT be left by a new SYN; a reset or never answered connection is no connection at all.
    private static bool IsOver(FlowRecord* flow, HalfConnection* sending, HalfConnection* receiving)
    {
        if ((flow->client.connection & SnapshotFlags.Reset) != 0) return true;
        if (IsClosed(sending->State) && IsClosed(receiving->State)) return true;
        // Both FINs were sent: that the last acknowledgment was not seen does not keep the connection open.
        if ((sending->flags & receiving->flags & HalfFlags.Fin) != 0) return true;
        bool neverAnswered = sending->State == TcpState.SynSent && (receiving->flags & HalfFlags.Seen) == 0;
        return neverAnswered;
    }

    private static bool IsClosed(TcpState state) => state is TcpState.Closed or TcpState.TimeWait;
}
