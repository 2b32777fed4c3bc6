namespace Microboxes.Plugins.Events;

/// <summary>
/// What a packet is besides being PKT/TCP. Several hold at once (a retransmitted FIN), so they are bits of one event and not types of their own:
/// a subscription to PKT/TCP/FIN receives the PKT/TCP events that carry <see cref="Fin"/>.
/// </summary>
[Flags]
public enum PacketFacets : ushort
{
    /// <summary>A plain packet.</summary>
    None = 0,

    /// <summary>PKT/TCP/SYN.</summary>
    Syn = 1,

    /// <summary>PKT/TCP/FIN.</summary>
    Fin = 2,

    /// <summary>PKT/TCP/RST.</summary>
    Rst = 4,

    /// <summary>PKT/TCP/RETRANSMISSION: carries sequence numbers that were sent before.</summary>
    Retransmission = 8,

    /// <summary>PKT/TCP/OUT_OF_ORDER: starts beyond the next expected sequence number.</summary>
    OutOfOrder = 16,

    /// <summary>PKT/TCP/DATA: carries payload.</summary>
    Data = 32,

    /// <summary>The datagram was put together from IP fragments.</summary>
    Reassembled = 64,

    /// <summary>Outside the receive window, or a SYN or RST that RFC 5961 says to challenge: the connection state is unchanged by it.</summary>
    Unacceptable = 128,
}
