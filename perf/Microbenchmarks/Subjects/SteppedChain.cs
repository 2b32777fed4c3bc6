using Microboxes.Host.Lanes;
using Microboxes.Paper.Chains;
using Microboxes.Paper.Functions;
using Microboxes.Paper.Workloads;

namespace Microboxes.Microbenchmarks.Subjects;

/// <summary>A stack line and one NF, stepped for so many packets at a time: what cannot be called alone is timed with Network around it.</summary>
internal sealed class SteppedChain : IDisposable
{
    private readonly PassGate gate = new();
    private readonly Workload workload;
    private readonly Chain chain;
    private readonly IDutyCycle[] cycles;

    private SteppedChain(string traffic, ChainFunction function)
    {
        workload = Workload.Generate("packets", traffic);
        chain = Chain.Build(new WorkloadReader(workload, gate), new() { Flows = 1024, RingSize = 4096 }, [function]);
        cycles = [.. chain.Cycles];
    }

    /// <summary>TCP state is kept, and hardly any event is raised.</summary>
    internal static SteppedChain WithoutEvents() => new("flows=64,concurrent=64,size=64,requests=20", new EstablishedCounter());

    internal static SteppedChain InOrder() => new("flows=64,concurrent=64,size=65536", new StreamCounter());

    internal static SteppedChain OutOfOrder() => new("flows=64,concurrent=64,size=65536,reorder=0.5", new StreamCounter());

    internal void Step()
    {
        gate.Open(Operations.Batch);
        while (!chain.IsIdleAt(gate.Target))
        {
            for (int i = 0; i < cycles.Length; i++) cycles[i].DoWork(Lane.Budget);
        }
    }

    public void Dispose()
    {
        chain.Dispose();
        workload.Dispose();
    }
}
