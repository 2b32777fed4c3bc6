namespace Microboxes.Plugins.Events;

/// <summary>The event types every stack knows, by their paths.</summary>
public static class EventTypes
{
    /// <summary>EVENT: everything.</summary>
    public static EventType Event => new(0);

    /// <summary>PKT: any packet that belongs to a flow.</summary>
    public static EventType Packet => new(0x01_00_00_00);

    /// <summary>PKT/TCP: a TCP segment; one event for each half it updates.</summary>
    public static EventType TcpPacket => new(0x01_01_00_00);

    /// <summary>PKT/UDP: a UDP datagram.</summary>
    public static EventType UdpPacket => new(0x01_02_00_00);

    /// <summary>PKT/ICMP: an ICMP or ICMPv6 message; an error belongs to the flow it quotes.</summary>
    public static EventType IcmpPacket => new(0x01_03_00_00);

    /// <summary>FLOW: any change of a flow.</summary>
    public static EventType Flow => new(0x02_00_00_00);

    /// <summary>FLOW/START: the first packet of a flow.</summary>
    public static EventType FlowStart => new(0x02_01_00_00);

    /// <summary>FLOW/END: the last event of a flow; <see cref="Event.EndReason"/> says why.</summary>
    public static EventType FlowEnd => new(0x02_02_00_00);

    /// <summary>FLOW/TCP: any change of a connection.</summary>
    public static EventType TcpFlow => new(0x02_03_00_00);

    /// <summary>FLOW/TCP/ESTABLISHED: both SYNs are acknowledged.</summary>
    public static EventType TcpEstablished => new(0x02_03_01_00);

    /// <summary>FLOW/TCP/TERMINATE: an NF asks the stack to reset and forget the connection.</summary>
    public static EventType TcpTerminate => new(0x02_03_02_00);

    /// <summary>FLOW/TCP/CLOSED: both FINs are acknowledged.</summary>
    public static EventType TcpClosed => new(0x02_03_03_00);

    /// <summary>FLOW/TCP/RESET: an acceptable RST ended the connection.</summary>
    public static EventType TcpReset => new(0x02_03_04_00);

    /// <summary>DATA_READY: new in-order bytes of a stream.</summary>
    public static EventType DataReady => new(0x03_00_00_00);

    /// <summary>ANOMALY: anything a well-behaved peer does not send.</summary>
    public static EventType Anomaly => new(0x09_00_00_00);

    /// <summary>ANOMALY/GAP: bytes of a stream that were never seen and never will be.</summary>
    public static EventType Gap => new(0x09_01_00_00);

    /// <summary>ANOMALY/CONFLICTING_OVERLAP: a segment disagrees with bytes already seen.</summary>
    public static EventType ConflictingOverlap => new(0x09_02_00_00);

    /// <summary>ANOMALY/BLIND_RESET: a RST or SYN that RFC 5961 says not to obey.</summary>
    public static EventType BlindReset => new(0x09_03_00_00);

    /// <summary>ANOMALY/OUT_OF_WINDOW: a segment outside the receiver's window.</summary>
    public static EventType OutOfWindow => new(0x09_04_00_00);

    /// <summary>SUBSCRIBED: for one NF alone, events of a flow that it released and subscribed to again begin.</summary>
    public static EventType Subscribed => new(0x0B_00_00_00);

    /// <summary>ANOMALY/LOST_EVENTS: a lossy tap fell behind and skipped events.</summary>
    public static EventType LostEvents => new(0x09_05_00_00);
}
