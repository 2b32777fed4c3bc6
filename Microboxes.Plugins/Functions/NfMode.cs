namespace Microboxes.Plugins.Functions;

/// <summary>Whether packets wait for an NF.</summary>
public enum NfMode
{
    /// <summary>Packets go on when the NF has seen them; it may decide about them.</summary>
    Inline,

    /// <summary>The NF follows behind and cannot hold packets; the ring waits for it when it lags too far.</summary>
    Tap,

    /// <summary>As a tap, but when it lags too far it skips ahead, with a counted ANOMALY/LOST_EVENTS.</summary>
    LossyTap,
}
