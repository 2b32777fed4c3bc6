using Microboxes.Host.Lanes;
using Microboxes.Paper.Functions;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Chains;

/// <summary>Nothing but computation, some for each packet, with no memory touched: what a second core is worth at most.</summary>
internal sealed class ComputePart(Workload workload) : IPart, IDutyCycle
{
    private readonly PassGate gate = new();
    private long done;
    private ulong sum = 1;

    public Workload Workload => workload;

    public string Name => "computation";

    public bool IsComplete => IsDone;

    public bool IsDone => Volatile.Read(ref done) == gate.Target;

    public void Open() => gate.Open(workload.Count);

    public string? Wrong() => sum == 0 ? "nothing was computed" : null;

    public int DoWork(int budget)
    {
        int now = (int)Math.Min(budget, gate.Released - done);
        for (int i = 0; i < now; i++) sum |= Computation.Run(sum, 64);
        Volatile.Write(ref done, done + now);
        return now;
    }

    public void Dispose()
    {
    }
}
