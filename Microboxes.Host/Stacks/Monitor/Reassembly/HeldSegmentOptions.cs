namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>How much may be held beyond the frontiers of one stack line's streams. What would exceed a bound is refused, as if lost.</summary>
internal sealed record HeldSegmentOptions
{
    /// <summary>Bytes of one direction of one flow.</summary>
    internal long MaxBytesPerFlow { get; init; } = 4 << 20;

    /// <summary>Ranges of one direction of one flow: bounds what a flood of tiny segments costs.</summary>
    internal int MaxSegmentsPerFlow { get; init; } = 4096;

    /// <summary>Bytes of all flows, and of the memory they are copied into.</summary>
    internal long MaxTotalBytes { get; init; } = 256 << 20;

    /// <summary>Ranges of all flows.</summary>
    internal int MaxTotalSegments { get; init; } = 1 << 18;
}
