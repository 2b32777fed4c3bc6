namespace Microboxes.Host.Devices.Generation;

/// <summary>
/// What traffic to make: HTTP over TCP, a request of fixed size and an object in return. Shares are of 0 to 1.
/// With equal options the traffic is equal, byte for byte.
/// </summary>
internal sealed record TrafficOptions
{
    /// <summary>Chooses everything that is random.</summary>
    internal ulong Seed { get; init; } = 1;

    /// <summary>Connections in all.</summary>
    internal long Flows { get; init; } = 1000;

    /// <summary>Connections open at a time.</summary>
    internal int Concurrent { get; init; } = 100;

    /// <summary>Bytes of an object, without its HTTP header.</summary>
    internal long ObjectSize { get; init; } = 8192;

    /// <summary>Requests of one connection.</summary>
    internal int Requests { get; init; } = 1;

    /// <summary>Most payload bytes of one segment.</summary>
    internal int Mss { get; init; } = 1460;

    /// <summary>Share of the connections that run over IPv6.</summary>
    internal double Ipv6 { get; init; }

    /// <summary>802.1Q tags of every frame: 0, 1 or 2 (802.1ad outside).</summary>
    internal int VlanTags { get; init; }

    /// <summary>Longest IP packet; longer datagrams travel in fragments. 0: no datagram is cut.</summary>
    internal int FragmentSize { get; init; }

    /// <summary>Share of the data segments that are lost before or behind the capture point, and sent again; also of the acknowledgments.</summary>
    internal double Loss { get; init; }

    /// <summary>Share of the data segments that arrive behind a later one; of the datagrams whose fragments arrive backwards.</summary>
    internal double Reorder { get; init; }

    /// <summary>Share of the datagrams that arrive twice.</summary>
    internal double Duplicate { get; init; }

    /// <summary>Share of the data segments sent again together with part of the one before.</summary>
    internal double Overlap { get; init; }

    /// <summary>Share of the data segments that the receiver got and the capture never sees.</summary>
    internal double Gaps { get; init; }

    /// <summary>Share of the connections that end with RST.</summary>
    internal double Resets { get; init; }

    /// <summary>Share of the connections whose sequence numbers wrap at 2^32.</summary>
    internal double Wraps { get; init; }

    /// <summary>Share of the connections opened by a SYN from both ends (RFC 9293 figure 7).</summary>
    internal double SimultaneousOpens { get; init; }

    /// <summary>Share of the connections that are never closed.</summary>
    internal double StayOpen { get; init; }

    /// <summary>Frames in a second of virtual time.</summary>
    internal double Rate { get; init; } = 1_000_000;

    /// <summary>Frames that stay readable after they were delivered: the descriptors of all older ones are void.</summary>
    internal int Outstanding { get; init; } = 65_536;
}
