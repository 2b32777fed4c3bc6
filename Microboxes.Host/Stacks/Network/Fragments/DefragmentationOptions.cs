namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>Limits and choices of IP reassembly, per stack instance.</summary>
internal sealed record DefragmentationOptions
{
    /// <summary>
    /// Who keeps bytes that two fragments carry. The default is what an analyst sees in Wireshark: among overlapping fragments the one that starts first
    /// keeps its bytes, and of those that start together the first to arrive.
    /// </summary>
    internal OverlapPolicy Policy { get; init; } = OverlapPolicy.Bsd;

    /// <summary>
    /// RFC 5722 and RFC 8200 4.5: a receiver gives up an IPv6 datagram whose fragments overlap, exact duplicates excepted. Off by default, because a monitor that
    /// gives up shows nothing of an attack aimed at receivers older than these RFCs; overlaps are counted either way.
    /// </summary>
    internal bool DiscardOverlappingIpv6 { get; init; }

    /// <summary>Bytes of native memory for waiting fragments. When it is full, the datagram that waits longest is given up.</summary>
    internal long MaxMemory { get; init; } = 32 << 20;

    /// <summary>
    /// Bytes of native memory for datagrams put together and not yet released. When it is full, a completed datagram is dropped; so that this hardly
    /// ever depends on how far consumers lag, a ring of 65,536 slots may be full of datagrams of 4 KB. Only what is used at once is ever touched.
    /// </summary>
    internal long MaxAssembledMemory { get; init; } = 256 << 20;

    /// <summary>Datagrams waiting at once. When there is one more, the one that waits longest is given up.</summary>
    internal int MaxDatagrams { get; init; } = 16384;

    /// <summary>Fragments of one datagram. 8192 fragments of the smallest size make the largest datagram, so more can only repeat what is there.</summary>
    internal int MaxFragmentsPerDatagram { get; init; } = 8192;

    /// <summary>How long an IPv4 datagram waits after its first fragment. RFC 791 says 15 s, RFC 1122 60 to 120 s; 30 s is Linux's choice.</summary>
    internal TimeSpan Ipv4Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an IPv6 datagram waits after its first fragment (RFC 8200 4.5).</summary>
    internal TimeSpan Ipv6Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Secret of the hash, so that nobody outside can aim at one bucket; 0 draws one. No result depends on it.</summary>
    internal ulong HashSeed { get; init; }
}
