namespace Microboxes.Plugins.Wire;

/// <summary>IP protocol numbers (IANA) that Microboxes gives a meaning to.</summary>
public enum IpProtocol
{
    /// <summary>IPv6 Hop-by-Hop Options.</summary>
    HopByHop = 0,

    /// <summary>ICMP for IPv4.</summary>
    Icmp = 1,

    /// <summary>IPv4 in IP (RFC 2003).</summary>
    Ipv4 = 4,

    /// <summary>Transmission Control Protocol.</summary>
    Tcp = 6,

    /// <summary>User Datagram Protocol.</summary>
    Udp = 17,

    /// <summary>IPv6 in IP (RFC 4213).</summary>
    Ipv6 = 41,

    /// <summary>IPv6 Routing header.</summary>
    Routing = 43,

    /// <summary>IPv6 Fragment header.</summary>
    Fragment = 44,

    /// <summary>Generic Routing Encapsulation (RFC 2784).</summary>
    Gre = 47,

    /// <summary>Encapsulating Security Payload.</summary>
    Esp = 50,

    /// <summary>Authentication Header.</summary>
    Authentication = 51,

    /// <summary>ICMP for IPv6.</summary>
    IcmpV6 = 58,

    /// <summary>IPv6 No Next Header.</summary>
    NoNextHeader = 59,

    /// <summary>IPv6 Destination Options.</summary>
    DestinationOptions = 60,

    /// <summary>Mobility Header (RFC 6275).</summary>
    Mobility = 135,
}
