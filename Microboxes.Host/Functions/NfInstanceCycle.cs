using Microboxes.Host.Lanes;

namespace Microboxes.Host.Functions;

/// <summary>One NF instance with several adapters, for splitting and merging or for several stack lines: they take turns on one lane.</summary>
internal sealed class NfInstanceCycle(NfAdapter first) : IGuardedCycle
{
    private readonly List<NfAdapter> adapters = [first];

    public string Name => first.Name;

    internal IReadOnlyList<NfAdapter> Adapters => adapters;

    public CallGuard Guard => first.Guard;

    public bool IsHeldUp => first.IsHeldUp;

    public void Abandon(Lane stuck) => first.Abandon(stuck);

    public void OnThreadReturned() => first.OnThreadReturned();

    public bool IsComplete => adapters.TrueForAll(adapter => adapter.IsComplete);

    internal void Add(NfAdapter adapter) => adapters.Add(adapter);

    public int DoWork(int budget)
    {
        int done = 0;
        foreach (NfAdapter adapter in adapters) done += adapter.DoWork(budget);
        return done;
    }
}
