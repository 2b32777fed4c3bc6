using Microboxes.Host.Stacks.Monitor.Reassembly;

namespace Microboxes.Host.Stacks.Monitor;

/// <summary>Choices of TCP monitoring.</summary>
internal sealed record MonitorOptions
{
    /// <summary>Whose bytes count where segments overlap before they are delivered.</summary>
    internal OverlapPolicy Overlap { get; init; } = OverlapPolicy.First;

    /// <summary>What happens when no more segments may be held: true gives up the missing bytes as a gap, false ends reassembly of the stream.</summary>
    internal bool SkipAtCap { get; init; } = true;

    /// <summary>Memory for retained bytes of all flows. What would exceed it ends the retention of the flow it belongs to.</summary>
    internal long MaxRetainedBytes { get; init; } = 256 << 20;

    /// <summary>Bounds of what is held out of order.</summary>
    internal HeldSegmentOptions Held { get; init; } = new();
}
