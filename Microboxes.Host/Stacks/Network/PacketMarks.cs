namespace Microboxes.Host.Stacks.Network;

/// <summary>Facts about a packet that travel with its descriptor.</summary>
[Flags]
internal enum PacketMarks : byte
{
    None = 0,

    /// <summary>Put together from fragments: the VLAN fields are those of the fragments, and the lease is the defragmenter's.</summary>
    Reassembled = 1,

    /// <summary>Carries bytes beyond a stream's frontier that an NF will change: put aside when it is its turn to leave.</summary>
    Early = 2,

    /// <summary>A routing header still has segments left: the pseudo header's destination is not in the IPv6 header.</summary>
    SourceRouted = 4,

    /// <summary>Carries an 802.1Q tag.</summary>
    Tagged = 16,

    /// <summary>Dropped or put away by the stack itself, and counted so.</summary>
    Settled = 32,

    /// <summary>When it is finalised, its connection is reset both ways.</summary>
    ResetDue = 64,

    /// <summary>Came through the distributor's queue, which also takes its lease back.</summary>
    Distributed = 8,
}
