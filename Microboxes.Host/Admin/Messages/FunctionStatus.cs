namespace Microboxes.Host.Admin.Messages;

/// <summary>One instance of a network function.</summary>
internal sealed record FunctionStatus
{
    public required string Application { get; init; }

    public required string Function { get; init; }

    /// <summary>The stack line it follows; -1 where one instance follows all of them.</summary>
    public int StackLine { get; init; }

    /// <summary>Version of its assembly.</summary>
    public string? Version { get; init; }

    /// <summary>Staged, Validated, Active, Draining, BackingOff, Quarantined, Incompatible, Disabled or Stopped.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is not active.</summary>
    public string? Reason { get; init; }

    /// <summary>inline, tap or lossy.</summary>
    public string? Mode { get; init; }

    /// <summary>Path of the actor that owns it.</summary>
    public string? ActorPath { get; init; }

    /// <summary>The lane that runs it.</summary>
    public string? Lane { get; init; }

    /// <summary>The kernel's number of that lane's thread.</summary>
    public int? OsThread { get; init; }

    public int Restarts { get; init; }

    /// <summary>Versions swapped in while traffic flowed.</summary>
    public int Reloads { get; init; }

    public long Events { get; init; }

    /// <summary>Events it has yet to see.</summary>
    public long Lag { get; init; }

    public long Lost { get; init; }

    public long Missed { get; init; }
}
