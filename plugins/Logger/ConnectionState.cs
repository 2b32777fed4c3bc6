using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Logger;

/// <summary>The summary of a connection that Zeek's conn.log calls conn_state.</summary>
internal static class ConnectionState
{
    /// <summary>Follows a segment. A RST after both FINs changes nothing: the connection was over.</summary>
    internal static void Advance(ref LoggerEndState sender, ref LoggerEndState peer, TcpFlags flags)
    {
        bool over = sender == LoggerEndState.Closed && peer == LoggerEndState.Closed;
        if (over || sender == LoggerEndState.Reset) return;
        if ((flags & TcpFlags.Rst) != 0) sender = LoggerEndState.Reset;
        else if ((flags & TcpFlags.Fin) != 0) sender = LoggerEndState.Closed;
        else if (sender <= LoggerEndState.SynAckSent) Open(ref sender, ref peer, flags);
    }

    internal static ReadOnlySpan<byte> OfTcp(LoggerEndState client, LoggerEndState server) => (client, server) switch
    {
        (LoggerEndState.SynSent or LoggerEndState.SynAckSent, LoggerEndState.Reset) => "REJ"u8,
        (LoggerEndState.Silent or LoggerEndState.MidStream, LoggerEndState.Reset) => "RSTRH"u8,
        (_, LoggerEndState.Reset) => "RSTR"u8,
        (LoggerEndState.Reset, LoggerEndState.Silent or LoggerEndState.MidStream) => "RSTOS0"u8,
        (LoggerEndState.Reset, _) => "RSTO"u8,
        (LoggerEndState.Closed, LoggerEndState.Closed) => "SF"u8,
        (LoggerEndState.Closed, LoggerEndState.Silent or LoggerEndState.MidStream) => "SH"u8,
        (LoggerEndState.Closed, _) => "S2"u8,
        (LoggerEndState.Silent or LoggerEndState.MidStream, LoggerEndState.Closed) => "SHR"u8,
        (_, LoggerEndState.Closed) => "S3"u8,
        (LoggerEndState.SynSent, LoggerEndState.Silent) => "S0"u8,
        (LoggerEndState.Established, LoggerEndState.Established) => "S1"u8,
        _ => "OTH"u8,
    };

    internal static ReadOnlySpan<byte> OfUdp(long clientPackets, long serverPackets) =>
        serverPackets == 0 ? "S0"u8 : clientPackets == 0 ? "SHR"u8 : "SF"u8;

    private static void Open(ref LoggerEndState sender, ref LoggerEndState peer, TcpFlags flags)
    {
        bool acknowledges = (flags & TcpFlags.Ack) != 0;
        bool peerOpened = peer is LoggerEndState.SynSent or LoggerEndState.SynAckSent;
        if ((flags & TcpFlags.Syn) != 0) sender = acknowledges ? LoggerEndState.SynAckSent : LoggerEndState.SynSent;
        else if (sender == LoggerEndState.Silent) sender = LoggerEndState.MidStream;
        if (!acknowledges || !peerOpened) return;
        sender = LoggerEndState.Established;
        peer = LoggerEndState.Established;
    }
}
