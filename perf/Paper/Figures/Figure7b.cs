using Microboxes.Paper.Chains;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Figures;

/// <summary>Figure 7b: two stacks on two cores against one on one, flows dealt out as a network card's queues do it.</summary>
internal static class Figure7b
{
    private const double Required = 1.8;

    internal static Report Run(WorkloadSet workloads, Scale scale)
    {
        Report report = new("paper-fig7b", "Figure 7b: from one stack to two") { ChartUnit = "M packets/s" };
        if (Environment.ProcessorCount < 2)
        {
            report.Notes.Add("Not measured: this machine has one core, and two stacks need two.");
            return report;
        }

        Demands demands = new();
        RowTable rows = new();
        Add(report, demands, rows, workloads.Small, NfKind.Packets, scale);
        Add(report, demands, rows, workloads.Large, NfKind.Streams, scale);
        report.Tables.AddRange([demands.Table, rows.Table]);
        report.Notes.Add("Computation alone: a loop of multiplications that touches no memory, on one core and on two: what the second core is worth on this machine at most.");
        return report;
    }

    private static void Add(Report report, Demands demands, RowTable rows, Workload workload, NfKind kind, Scale scale)
    {
        Workload[] halves = workload.Split(2);
        using Contender one = Contenders.Consolidated(workload, new(), kind.Chain(1));
        using Contender two = Contenders.TwoQueues("two stacks", halves, half => Contenders.ConsolidatedPart(half, new(), new(), [kind.Chain(1)]));
        ComputePart all = new(workload);
        ComputePart[] parts = [.. halves.Select(half => new ComputePart(half))];
        using Contender oneLoop = new("computation alone, one core", [all], [all]);
        using Contender twoLoops = new("computation alone, two cores", parts, [parts[0]], [parts[1]]);
        Contender[] contenders = [one, two, oneLoop, twoLoops];
        Turns.Run(contenders, scale.Repetitions, scale.Passes);
        demands.AtLeast($"{workload.Name}, {kind.Name}: two stacks over one", "linear (2×)", one.Best.Over(two.Best), Required);
        demands.Tell($"{workload.Name}: computation alone, two cores over one", "", oneLoop.Best.Over(twoLoops.Best));
        rows.Add(kind.Name, contenders);
        report.Chart.Add(new($"{workload.Name}, {kind.Name}", ChartBar.Of("one stack", one.Best.Rate()), ChartBar.Of("two stacks", two.Best.Rate())));
        Verdict.Check(report, contenders);
        foreach (Workload half in halves) half.Dispose();
    }
}
