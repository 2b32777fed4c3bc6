namespace Microboxes.Host;

/// <summary>What runs, at one moment: what the controller knows from its actors.</summary>
internal sealed record PlaneStatus
{
    public IReadOnlyList<NfStatus> Functions { get; init; } = [];

    public IReadOnlyList<PublisherStatus> Publishers { get; init; } = [];

    /// <summary>Threads that a stuck NF has not given back.</summary>
    public int StuckThreads { get; init; }

    /// <summary>Why the host should be started again, in one sentence; null while it need not.</summary>
    public string? RestartNeeded { get; init; }
}
