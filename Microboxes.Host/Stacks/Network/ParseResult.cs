namespace Microboxes.Host.Stacks.Network;

/// <summary>What the parser made of a frame.</summary>
internal enum ParseResult : byte
{
    /// <summary>An IPv4 TCP segment, wholly captured, with ACK set and none of SYN, FIN and RST: it may be the next of an open connection.</summary>
    PlainSegment,

    /// <summary>Any other whole datagram: the flow key is set.</summary>
    Datagram,

    /// <summary>A fragment, to be put together with others first.</summary>
    Fragment,

    /// <summary>An ICMP error: the flow key is that of the packet it quotes.</summary>
    QuotedError,

    /// <summary>Not to be delivered; the reason is set.</summary>
    Dropped,
}
