namespace Microboxes.Host;

/// <summary>One NF instance, at one moment.</summary>
internal sealed record NfStatus
{
    /// <summary>The application it is part of.</summary>
    public required string Application { get; init; }

    /// <summary>The NF's name.</summary>
    public required string Function { get; init; }

    /// <summary>The stack line it serves, counted from 0.</summary>
    public required int StackLine { get; init; }

    /// <summary>Where its actor is, for example /user/controller/line-0/Firewall-0.</summary>
    public required string ActorPath { get; init; }

    /// <summary>How it takes part: inline, tap or lossy.</summary>
    public required string Mode { get; init; }

    /// <summary>The lane that runs it.</summary>
    public string Lane { get; init; } = "";

    /// <summary>The operating system's number of that lane's thread; 0 before it starts.</summary>
    public int OsThread { get; init; }

    public NfState State { get; init; }

    /// <summary>Why it is not active, or why it was restarted last, in one sentence; null while all was well.</summary>
    public string? Reason { get; init; }

    /// <summary>How often a new instance took a failed one's place.</summary>
    public int Restarts { get; init; }

    /// <summary>Events it was given.</summary>
    public long Events { get; init; }

    /// <summary>Events that went by without it because it had failed.</summary>
    public long Missed { get; init; }

    /// <summary>Events that a lossy tap was moved past because it lagged.</summary>
    public long Lost { get; init; }

    /// <summary>How far it is behind its publisher, in events of the ring.</summary>
    public long Lag { get; init; }

    /// <summary>Version of the plugin it comes from; empty where that is unknown.</summary>
    public string Version { get; init; } = "";
}
