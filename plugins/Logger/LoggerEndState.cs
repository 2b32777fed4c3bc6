namespace Microboxes.Nf.Logger;

/// <summary>How far one end of a connection got, as far as conn_state tells it apart.</summary>
internal enum LoggerEndState : byte
{
    /// <summary>Sent nothing.</summary>
    Silent,

    /// <summary>Sent something, but no SYN was seen.</summary>
    MidStream,

    /// <summary>Sent a SYN.</summary>
    SynSent,

    /// <summary>Sent a SYN-ACK.</summary>
    SynAckSent,

    /// <summary>Both SYNs were seen, or one and its acknowledgment.</summary>
    Established,

    /// <summary>Sent a FIN.</summary>
    Closed,

    /// <summary>Sent a RST.</summary>
    Reset,
}
