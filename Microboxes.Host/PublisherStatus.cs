namespace Microboxes.Host;

/// <summary>One publisher's ring, at one moment: what its subscribers keep readable, and who keeps it.</summary>
internal sealed record PublisherStatus
{
    /// <summary>The publisher: a stack line or an NF instance.</summary>
    public required string Name { get; init; }

    /// <summary>Where its actor is.</summary>
    public required string ActorPath { get; init; }

    /// <summary>The lane that runs it.</summary>
    public string Lane { get; init; } = "";

    /// <summary>The operating system's number of that lane's thread; 0 before it starts.</summary>
    public int OsThread { get; init; }

    /// <summary>Packets it took in; 0 for an NF.</summary>
    public long Packets { get; init; }

    /// <summary>The newest event it showed; -1 before the first.</summary>
    public long Newest { get; init; } = -1;

    /// <summary>The oldest event, and so the oldest snapshot, that some subscriber may still read: one above <see cref="Newest"/> when all have read all.</summary>
    public long OldestReadable { get; init; }

    /// <summary>Stream bytes kept readable behind their frontiers, over all flows.</summary>
    public long RetainedBytes { get; init; }

    /// <summary>Replies of parallel branches that a splitter still waits for.</summary>
    public long OutstandingReplies { get; init; }

    /// <summary>Rings that stay untouched because a stuck thread can still see them.</summary>
    public int CondemnedRings { get; init; }

    /// <summary>Each subscriber and how far it is behind, in events.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Lags { get; init; } = [];
}
