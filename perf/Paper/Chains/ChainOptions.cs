using Microboxes.Host.Configuration;

namespace Microboxes.Paper.Chains;

/// <summary>What the stacks of a contender have in common.</summary>
internal sealed record ChainOptions
{
    internal int Flows { get; init; } = 65_536;

    internal int RingSize { get; init; } = 16_384;

    internal int BatchSize { get; init; } = 32;

    internal FunctionMode Mode { get; init; } = FunctionMode.Inline;
}
