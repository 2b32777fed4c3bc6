namespace Microboxes.Host.Dispatch;

/// <summary>The event types a stack line raises, numbered densely so that their subscribers are one array look-up away.</summary>
internal enum EventKind
{
    UdpPacket,
    IcmpPacket,
    OtherPacket,
    FlowStart,
    FlowEnd,
    TcpEstablished,
    TcpClosed,
    TcpReset,
    DataReady,
    Gap,
    ConflictingOverlap,
    BlindReset,
    OutOfWindow,

    /// <summary>Raised for the one NF that subscribed to a flow again.</summary>
    Subscribed,

    /// <summary>Never in a ring: a lossy tap's own adapter raises it.</summary>
    LostEvents,
}
