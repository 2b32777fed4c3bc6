namespace Microboxes.Host.Configuration;

/// <summary>How a network function takes part in a chain.</summary>
internal enum FunctionMode
{
    /// <summary>Packets wait for it.</summary>
    Inline,

    /// <summary>It follows behind; the stack waits when it lags too far.</summary>
    Tap,

    /// <summary>It follows behind and skips events when it lags too far.</summary>
    Lossy,
}
