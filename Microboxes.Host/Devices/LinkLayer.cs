namespace Microboxes.Host.Devices;

/// <summary>How the first byte of a frame is to be read. A device translates its own numbering (LINKTYPE_…) into this.</summary>
internal enum LinkLayer : byte
{
    /// <summary>Ethernet II or 802.3, with any number of VLAN tags, MPLS labels or a PPPoE session inside.</summary>
    Ethernet = 0,

    /// <summary>IPv4 or IPv6 from the first byte (LINKTYPE_RAW, LINKTYPE_IPV4, LINKTYPE_IPV6; also a datagram put together from fragments).</summary>
    RawIp = 1,

    /// <summary>Linux cooked capture v1 (LINKTYPE_LINUX_SLL).</summary>
    LinuxCooked = 2,

    /// <summary>Linux cooked capture v2 (LINKTYPE_LINUX_SLL2).</summary>
    LinuxCooked2 = 3,

    /// <summary>BSD loopback: a protocol family in the byte order of the capturing host (LINKTYPE_NULL).</summary>
    Null = 4,

    /// <summary>OpenBSD loopback: a protocol family in network byte order (LINKTYPE_LOOP).</summary>
    Loop = 5,

    /// <summary>PPP with or without HDLC-like framing (LINKTYPE_PPP, LINKTYPE_PPP_HDLC).</summary>
    Ppp = 6,

    /// <summary>A link type Microboxes does not read; its frames are counted as unknown.</summary>
    Unknown = 255,
}
