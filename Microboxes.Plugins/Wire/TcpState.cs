namespace Microboxes.Plugins.Wire;

/// <summary>The states of RFC 9293 §3.3.2, as Monitor infers them for one end of a connection.</summary>
public enum TcpState
{
    /// <summary>No connection state at all.</summary>
    Closed,

    /// <summary>Waiting for a SYN.</summary>
    Listen,

    /// <summary>A SYN was sent.</summary>
    SynSent,

    /// <summary>A SYN was received and one was sent.</summary>
    SynReceived,

    /// <summary>Data flows both ways.</summary>
    Established,

    /// <summary>A FIN was sent, not yet acknowledged.</summary>
    FinWait1,

    /// <summary>The FIN sent was acknowledged; waiting for the peer's.</summary>
    FinWait2,

    /// <summary>The peer's FIN was received; this end may still send.</summary>
    CloseWait,

    /// <summary>Both FINs are under way, neither acknowledged by both.</summary>
    Closing,

    /// <summary>Waiting for the acknowledgment of the FIN sent after the peer's.</summary>
    LastAck,

    /// <summary>Both FINs are acknowledged; waiting for stray segments to die.</summary>
    TimeWait,
}
