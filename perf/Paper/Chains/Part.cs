using Microboxes.Paper.Functions;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Chains;

/// <summary>What one queue's packets pass: a chain, or a row of chains each of which takes what the one before has finalised.</summary>
/// <param name="Workload">The queue's packets.</param>
/// <param name="Gate">Lets them in.</param>
/// <param name="Chains">In the order a packet meets them.</param>
internal sealed record Part(Workload Workload, PassGate Gate, IReadOnlyList<Chain> Chains) : IPart
{
    private int rounds;

    internal IEnumerable<ChainFunction> Functions => Chains.SelectMany(chain => chain.Functions);

    public void Open()
    {
        rounds++;
        Gate.Open(Workload.Count);
    }

    public bool IsDone
    {
        get
        {
            if (Chains[^1].Finalised != Gate.Target) return false;
            for (int i = 0; i < Chains.Count; i++)
            {
                if (!Chains[i].IsIdleAt(Gate.Target)) return false;
            }

            return true;
        }
    }

    public string? Wrong()
    {
        foreach (Chain chain in Chains)
        {
            if (chain.Line.Drops.Total != 0) return $"{chain.Line.Drops.Total} packets of {Workload.Name} were dropped";
        }

        foreach (ChainFunction function in Functions)
        {
            if (function.Wrong(Workload, rounds) is { } wrong) return wrong;
        }

        return null;
    }

    public void Dispose()
    {
        foreach (Chain chain in Chains) chain.Dispose();
    }
}
