namespace Microboxes.Plugins.Events;

/// <summary>Why a flow ended.</summary>
public enum EndReason
{
    /// <summary>Still open when the traffic ended.</summary>
    EndOfTraffic,

    /// <summary>Both directions were closed by FIN.</summary>
    Closed,

    /// <summary>Reset by an acceptable RST.</summary>
    Reset,

    /// <summary>Idle for longer than the configured time.</summary>
    Idle,

    /// <summary>A new connection took over the same 5-tuple.</summary>
    Replaced,

    /// <summary>The flow table was full and this flow was the least recently used.</summary>
    Evicted,

    /// <summary>An NF asked for it with FLOW/TCP/TERMINATE.</summary>
    Terminated,
}
