namespace Microboxes.Host.Stacks.Network;

/// <summary>What the parser made of a frame.</summary>
internal enum ParseResult : byte
{
    /// <summary>A whole datagram: the flow key is set.</summary>
    Datagram,

    /// <summary>A fragment, to be put together with others first.</summary>
    Fragment,

    /// <summary>An ICMP error: the flow key is that of the packet it quotes.</summary>
    QuotedError,

    /// <summary>Not to be delivered; the reason is set.</summary>
    Dropped,
}
