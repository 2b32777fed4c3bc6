using System.Diagnostics;

namespace Microboxes.Host.Control.Actors;

/// <summary>
/// Bounds the managed memory of NFs, which all share one heap: when it grows too large, the one that allocated most since it last did is taken out. One that does not
/// stop allocating meets a limit of twice as much, where the runtime throws.
/// </summary>
internal sealed class MemoryBudget
{
    private const string HardLimit = "GCHeapHardLimit";
    private static readonly TimeSpan BetweenCollections = TimeSpan.FromMilliseconds(250);

    private readonly IReadOnlyList<SupervisedNf> functions;
    private readonly Dictionary<SupervisedNf, long> counted = [];
    private readonly long most;
    private readonly long before = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
    private long collected;

    /// <param name="most">Bytes that are not too much; 0 for half of what there is.</param>
    /// <param name="functions">Who shares them.</param>
    internal MemoryBudget(long most, IReadOnlyList<SupervisedNf> functions)
    {
        this.functions = functions;
        this.most = most > 0 ? most : before / 2;
        Remember();
        if (most > 0) Limit(2 * most);
    }

    internal void Look()
    {
        // Garbage that nobody has collected yet is nobody's fault.
        if (GC.GetTotalMemory(forceFullCollection: false) <= most || Stopwatch.GetElapsedTime(collected) < BetweenCollections) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        collected = Stopwatch.GetTimestamp();
        long held = GC.GetTotalMemory(forceFullCollection: false);
        if (held <= most) return;
        SupervisedNf? largest = functions.Where(nf => nf.Adapter.Failure == null).MaxBy(Since);
        if (largest == null || Since(largest) < most / 2) return;
        largest.Adapter.Proxy.Fail(
            $"{largest.Adapter.Name} allocated {Since(largest) >> 20} MiB while the host holds {held >> 20} MiB of managed memory, which is too much, and was taken out: let it keep less.");
        Remember();
    }

    /// <summary>Sets the runtime's own limit back to what it was.</summary>
    internal void End() => Limit(before);

    private static void Limit(long bytes)
    {
        AppContext.SetData(HardLimit, (ulong)bytes);
        GC.RefreshMemoryLimit();
    }

    private void Remember()
    {
        foreach (SupervisedNf nf in functions) counted[nf] = nf.Adapter.Allocated;
    }

    private long Since(SupervisedNf nf) => nf.Adapter.Allocated - counted[nf];
}
