using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Monitor;
using Microboxes.Host.Stacks.Network.Fragments;

namespace Microboxes.Host.Stacks;

/// <summary>Choices of one stack line, derived from the configuration.</summary>
internal sealed record StackLineOptions
{
    internal byte PublisherId { get; init; }

    /// <summary>Packets taken from the source at a time.</summary>
    internal int BatchSize { get; init; } = 32;

    /// <summary>Event slots, a power of two.</summary>
    internal int RingSize { get; init; } = 16_384;

    /// <summary>Flows that may be open at once.</summary>
    internal int FlowCapacity { get; init; } = 1_000_000;

    internal bool VerifyChecksums { get; init; } = true;

    internal FlowTimeouts Timeouts { get; init; } = FlowTimeouts.Default;

    internal DefragmentationOptions Fragments { get; init; } = new();

    internal MonitorOptions Monitor { get; init; } = new();
}
