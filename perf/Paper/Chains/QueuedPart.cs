using Microboxes.Host.Lanes;
using Microboxes.Paper.Functions;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Chains;

/// <summary>One stack, and a queue of events for each NF, with reference counts.</summary>
internal sealed class QueuedPart : IPart
{
    private readonly PassGate gate = new();
    private readonly EventQueue[] queues;
    private readonly QueuedFunction[] functions;
    private readonly QueueFeeder feeder;
    private readonly Chain chain;
    private int rounds;

    internal QueuedPart(Workload workload, ChainOptions options, int length)
    {
        Workload = workload;
        queues = [.. Enumerable.Range(0, length).Select(_ => new EventQueue())];
        functions = [.. queues.Select(queue => new QueuedFunction(queue))];
        feeder = new(queues);
        chain = Chain.Build(new WorkloadReader(workload, gate), options, [feeder]);
    }

    public Workload Workload { get; }

    internal IReadOnlyList<IDutyCycle> Cycles => [chain.Line, .. chain.Adapters, .. functions, new FinaliseCycle(chain.Line)];

    public bool IsDone => chain.IsIdleAt(gate.Target);

    public void Open()
    {
        rounds++;
        gate.Open(Workload.Count);
    }

    public string? Wrong()
    {
        if (feeder.Wrong(Workload, rounds) is { } wrong) return wrong;
        if (functions.Any(f => f.Packets != rounds * Workload.Count || f.PayloadBytes != rounds * Workload.PayloadBytes)) return $"a queued NF did not have all packets of {Workload.Name}";
        return functions.Sum(f => f.Released) == rounds * Workload.Count ? null : $"{functions.Sum(f => f.Released)} events of {Workload.Name} were released instead of {rounds * Workload.Count}";
    }

    public void Dispose()
    {
        chain.Dispose();
        feeder.Dispose();
        foreach (EventQueue queue in queues) queue.Dispose();
    }
}
