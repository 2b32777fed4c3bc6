using System.Globalization;
using Microboxes.Paper.Latency;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Figures;

/// <summary>Figure 7a: NFs of a microsecond each, one after the other, and side by side on as many cores as there are. And NFs that follow behind.</summary>
internal static class Figure7a
{
    private const double Required = 0.68;
    private const double NeverSlower = 1;
    private const int CoresOfDemand = 4;
    private const double Load = 0.3;
    private static readonly int[] Lengths = [2, 4, 6];

    internal static Report Run(WorkloadSet workloads, Scale scale)
    {
        Report report = new("paper-fig7a", "Figure 7a: parallel and sequential NFs") { ChartUnit = "ns from arrival to finalisation, p50" };
        if (Environment.ProcessorCount < 2)
        {
            report.Notes.Add("Not measured: this machine has one core, and parallel NFs need two.");
            return report;
        }

        Demands demands = new();
        LatencyTable table = new();
        int branches = Math.Min(Environment.ProcessorCount, Lengths[^1]);
        LatencyContender[] sequential = [.. Lengths.Select(n => LatencyContenders.Consolidated(Name("sequential", n), workloads.Brief, new(), NfKind.Busy.Chain(n)))];
        LatencyContender[] parallel = [.. Lengths.Select(n => Parallel(workloads.Brief, n, Math.Min(n, branches)))];
        double gap = Capacity.Of(sequential[^1], 1) / Load;
        LatencyTurns.Run([.. sequential, .. parallel], gap, scale.Repetitions);
        for (int i = 0; i < Lengths.Length; i++) Tell(report, demands, Lengths[i], branches, sequential[i], parallel[i]);
        if (branches < CoresOfDemand) report.Tables.Add(CostModel.Of(Lengths, sequential, parallel));
        foreach (LatencyContender row in (IEnumerable<LatencyContender>)[.. sequential, .. parallel])
        {
            table.Add(workloads.Brief.Name, gap, row);
            Verdict.Check(report, row.Contender);
            row.Dispose();
        }

        TapLatency.Run(report, demands, table, workloads.Brief, scale);
        report.Tables.InsertRange(0, [demands.Table, table.Table]);
        report.Notes.Add($"NFs of {Functions.Computation.StepsPerMicrosecond} multiplications that wait for each other. Sequential: all on one core, so that nothing is handed over. Parallel: the first branch beside the stack.");
        if (branches < CoresOfDemand) report.Notes.Add($"{branches} cores: two branches are measured. More branches than cores would only share them; what they would take is told by the cost model, which is checked against what was measured.");
        return report;
    }

    private static LatencyContender Parallel(Workload workload, int length, int branches) => LatencyContenders.OnLanes(
        Name($"parallel in {branches}", length), workload, new(), true,
        [.. Enumerable.Range(0, branches).Select(branch => NfKind.Busy.Chain(((branch + 1) * length / branches) - (branch * length / branches)))]);

    private static void Tell(Report report, Demands demands, int length, int branches, LatencyContender sequential, LatencyContender parallel)
    {
        Series ratio = parallel.Median.Over(sequential.Median);
        string name = string.Create(CultureInfo.InvariantCulture, $"{length} NFs of 1 µs, {Math.Min(branches, length)} branches over sequential, ");
        bool isDemanded = length == Lengths[^1] && branches >= CoresOfDemand;
        demands.AtMost(name + "p50", "0.68 / 0.80 (−32 % / −20 %)", ratio, isDemanded ? Required : NeverSlower);
        demands.Tell(name + "mean", "", parallel.Mean.Over(sequential.Mean));
        report.Chart.Add(new($"{length} NFs of 1 µs", ChartBar.Of("sequential", sequential.Median), ChartBar.Of("parallel", parallel.Median)));
    }

    private static string Name(string what, int length) => string.Create(CultureInfo.InvariantCulture, $"{what}, {length} NFs");
}
