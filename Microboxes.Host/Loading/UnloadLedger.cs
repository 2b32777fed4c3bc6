namespace Microboxes.Host.Loading;

/// <summary>Keeps account of every retired version: how many left memory, and which did not. One thread at a time collects; any thread may read.</summary>
internal sealed class UnloadLedger
{
    // A context goes in steps: its objects, then its finalizers, then the allocator that the code lies in.
    private const int MostAttempts = 8;

    private readonly Lock gate = new();
    private readonly List<UnloadProof> pending = [];
    private int retired;
    private int attempts;

    /// <summary>Versions let go of so far.</summary>
    internal int Retired
    {
        get
        {
            lock (gate) return retired;
        }
    }

    /// <summary>Those proved to have left memory.</summary>
    internal int Collected
    {
        get
        {
            lock (gate) return retired - Alive().Count;
        }
    }

    /// <summary>Those still there. They leak once <see cref="HasGivenUp"/>.</summary>
    internal IReadOnlyList<UnloadProof> Remaining
    {
        get
        {
            lock (gate) return [.. Alive()];
        }
    }

    internal void Add(UnloadProof proof)
    {
        lock (gate)
        {
            pending.Add(proof);
            retired++;
            attempts = 0;
        }
    }

    /// <summary>True while some remain and another full collection may help.</summary>
    internal bool WantsCollection
    {
        get
        {
            lock (gate) return attempts < MostAttempts && Alive().Count > 0;
        }
    }

    /// <summary>True when full collections did not help: what remains leaks.</summary>
    internal bool HasGivenUp
    {
        get
        {
            lock (gate) return attempts >= MostAttempts;
        }
    }

    /// <summary>Notes a full collection.</summary>
    internal void CountCollection()
    {
        lock (gate) attempts++;
    }

    /// <summary>Collects until none remains or nothing helps.</summary>
    internal void Collect()
    {
        lock (gate) attempts = 0;
        while (WantsCollection)
        {
            CountCollection();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private List<UnloadProof> Alive()
    {
        pending.RemoveAll(proof => proof.IsCollected);
        return pending;
    }
}
