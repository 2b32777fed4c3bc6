namespace Microboxes.Host;

/// <summary>What became of one plugin's file so far.</summary>
internal sealed record PluginReport
{
    /// <summary>The file's name without its ending.</summary>
    public required string Name { get; init; }

    public required string Path { get; init; }

    /// <summary>The names of the NFs it has.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    /// <summary>The version that ran last; empty where none did.</summary>
    public string Version { get; init; } = "";

    /// <summary>Staged, Validated, Active, Draining, Quarantined, Incompatible or Disabled.</summary>
    public required string State { get; init; }

    /// <summary>Why it is not active, in one sentence.</summary>
    public string? Reason { get; init; }

    /// <summary>Versions that took another's place.</summary>
    public int Reloads { get; init; }

    /// <summary>Instances that took another's place.</summary>
    public int Swaps { get; init; }

    /// <summary>Instances that did not, because handing over failed.</summary>
    public int Refused { get; init; }

    /// <summary>The longest that a lane was kept from its events by one swap.</summary>
    public TimeSpan LongestPause { get; init; }

    /// <summary>The longest that one swap itself took: the pause without what others took of the core meanwhile.</summary>
    public TimeSpan LongestWork { get; init; }

    /// <summary>All that swaps themselves took.</summary>
    public TimeSpan Worked { get; init; }

    /// <summary>All pauses together.</summary>
    public TimeSpan Paused { get; init; }

    /// <summary>Versions let go of.</summary>
    public int Retired { get; init; }

    /// <summary>Those of them that are proved to have left memory.</summary>
    public int Collected { get; init; }

    /// <summary>Those of them that do not leave it.</summary>
    public IReadOnlyList<LeakReport> Leaked { get; init; } = [];
}
