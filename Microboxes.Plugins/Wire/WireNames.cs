namespace Microboxes.Plugins.Wire;

/// <summary>Names of protocols and states as UTF-8 text, for results.</summary>
public static class WireNames
{
    /// <summary>The protocol's usual short name in small letters, "ip" for those without a meaning here.</summary>
    public static ReadOnlySpan<byte> Name(this IpProtocol protocol) => protocol switch
    {
        IpProtocol.Tcp => "tcp"u8,
        IpProtocol.Udp => "udp"u8,
        IpProtocol.Icmp => "icmp"u8,
        IpProtocol.IcmpV6 => "icmp6"u8,
        IpProtocol.Gre => "gre"u8,
        IpProtocol.Esp => "esp"u8,
        IpProtocol.Authentication => "ah"u8,
        IpProtocol.Ipv4 => "ipip"u8,
        IpProtocol.Ipv6 => "ipv6"u8,
        (IpProtocol)132 => "sctp"u8,
        _ => "ip"u8,
    };

    /// <summary>The state's name as RFC 9293 section 3.3.2 writes it.</summary>
    public static ReadOnlySpan<byte> Name(this TcpState state) => state switch
    {
        TcpState.Closed => "CLOSED"u8,
        TcpState.Listen => "LISTEN"u8,
        TcpState.SynSent => "SYN-SENT"u8,
        TcpState.SynReceived => "SYN-RECEIVED"u8,
        TcpState.Established => "ESTABLISHED"u8,
        TcpState.FinWait1 => "FIN-WAIT-1"u8,
        TcpState.FinWait2 => "FIN-WAIT-2"u8,
        TcpState.CloseWait => "CLOSE-WAIT"u8,
        TcpState.Closing => "CLOSING"u8,
        TcpState.LastAck => "LAST-ACK"u8,
        TcpState.TimeWait => "TIME-WAIT"u8,
        _ => "UNKNOWN"u8,
    };
}
