namespace Microboxes.Plugins.Functions;

/// <summary>What the host supplies to one NF instance. The host owns and disposes all of it.</summary>
public sealed class NfServices
{
    /// <summary>Nothing: what an NF holds before it is attached.</summary>
    public static NfServices None { get; } = new() { Settings = NfSettings.Empty, Log = NullNfLog.Instance, Output = NullNfOutput.Instance };

    /// <summary>The NF's own configuration section.</summary>
    public required NfSettings Settings { get; init; }

    /// <summary>The operator's log.</summary>
    public required INfLog Log { get; init; }

    /// <summary>Where the NF's results go: a file, standard output or the command that runs it.</summary>
    public required INfOutput Output { get; init; }

    /// <summary>Which stack line this instance serves, counted from 0.</summary>
    public int StackLine { get; init; }

    /// <summary>Named counters, visible to the operator.</summary>
    public NfCounters Counters { get; init; } = new();

    internal FlowStateMemory? FlowStates { get; init; }

    /// <summary>A <see cref="FlowSubscription"/> for every flow and port; null where no port is dynamic.</summary>
    internal FlowStateMemory? FlowSubscriptions { get; init; }

    /// <summary>Null where the NF declares nothing that would need it.</summary>
    internal IFlowRequests? Requests { get; init; }
}
