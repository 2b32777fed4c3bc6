using Microboxes.Paper.Chains;
using Microboxes.Paper.Functions;
using Microboxes.Paper.Workloads;
using Microboxes.Plugins.Functions;

namespace Microboxes.Microbenchmarks.Subjects;

/// <summary>An NF's batch loop and handler, called again and again for the same events of a ring.</summary>
internal sealed unsafe class CalledFunction : IDisposable
{
    private readonly Workload workload = Workload.Generate("events", "flows=64,concurrent=64,size=64");
    private readonly FieldCounter function = new();
    private readonly Chain chain;

    internal CalledFunction()
    {
        PassGate gate = new();
        chain = Chain.Build(new WorkloadReader(workload, gate), new() { Flows = 1024, RingSize = 1024 }, [function]);
        gate.Open(Operations.Batch);
        while (!chain.IsIdleAt(gate.Target))
        {
            foreach (Host.Lanes.IDutyCycle cycle in chain.Cycles) cycle.DoWork(Operations.Batch);
        }
    }

    internal void Call()
    {
        long before = function.Packets;
        function.OnBatch(new EventBatch(function.Context, 0, Operations.Batch));
        if (function.Packets - before != Operations.Batch) throw new InvalidOperationException("Not every event was handled.");
    }

    public void Dispose()
    {
        chain.Dispose();
        workload.Dispose();
    }
}
