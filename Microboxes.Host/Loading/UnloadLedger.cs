namespace Microboxes.Host.Loading;

/// <summary>Keeps account of every retired version: how many left memory, and which did not. One thread at a time collects; any thread may read.</summary>
internal sealed class UnloadLedger
{
    // A context goes in steps: its objects, then its finalizers, then the allocator that the code lies in.
    private const int MostAttempts = 12;

    private readonly Lock gate = new();
    private readonly List<UnloadProof> pending = [];
    private int retired;

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

    /// <summary>Those still there. They leak if a full collection has been made since.</summary>
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
        }
    }

    /// <summary>Collects until none remains or nothing helps.</summary>
    internal void Collect()
    {
        for (int i = 0; i < MostAttempts && Remaining.Count > 0; i++)
        {
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
