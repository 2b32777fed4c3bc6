namespace Microboxes.Host.Dispatch;

/// <summary>What an NF asks of its stack line about a flow.</summary>
internal enum FlowCommandKind
{
    /// <summary>No more events to some ports.</summary>
    Release,

    /// <summary>Events to some ports again.</summary>
    Subscribe,

    /// <summary>Reset the connection and drop what comes.</summary>
    Terminate,
}
