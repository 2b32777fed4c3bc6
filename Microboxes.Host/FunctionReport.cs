namespace Microboxes.Host;

/// <summary>What one network function did so far, over all its instances.</summary>
/// <param name="Application">The application it is part of.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Events">Events it was given.</param>
/// <param name="Lag">Events of its stack lines that it has yet to come to.</param>
/// <param name="Counters">The counters it keeps itself.</param>
internal sealed record FunctionReport(string Application, string Name, long Events, long Lag, IReadOnlyList<KeyValuePair<string, long>> Counters)
{
    /// <summary>How it takes part, as the configuration names it: inline, tap or lossy.</summary>
    public string Mode { get; init; } = "tap";

    /// <summary>Events for it that a lossy tap was moved past because it lagged.</summary>
    public long Lost { get; init; }

    /// <summary>Events for it that went by without it because it failed.</summary>
    public long Missed { get; init; }

    /// <summary>Events it published.</summary>
    public long Published { get; init; }

    /// <summary>Events of its that were not published: more for one event than it declared, or none of its followers had room.</summary>
    public long Refused { get; init; }

    /// <summary>Of a splitter: replies of parallel branches that it still waits for.</summary>
    public long OutstandingReplies { get; init; }

    /// <summary>Why it was taken out, in one sentence; null while all is well.</summary>
    public string? Failure { get; init; }
}
