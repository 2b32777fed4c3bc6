using Microboxes.Paper.Chains;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Figures;

/// <summary>Figure 2: what Network costs, what Monitor adds, and what streams add. A stack that does less is to be faster.</summary>
internal static class Figure2
{
    internal static Report Run(WorkloadSet workloads, Scale scale)
    {
        Report report = new("paper-fig2", "Figure 2: cost of Network, Monitor without streams, Monitor") { ChartUnit = "M packets/s on one core" };
        Demands demands = new();
        RowTable rows = new();
        foreach (Workload workload in (IEnumerable<Workload>)[workloads.Small, workloads.Large, .. workloads.Traces]) Add(report, demands, rows, workload, scale);
        report.Tables.AddRange([demands.Table, rows.Table]);
        report.Notes.Add("Network: an NF that wants packets of flows. Monitor without streams: one that wants segments with their TCP state. Monitor: one that wants the streams' bytes as well.");
        return report;
    }

    private static void Add(Report report, Demands demands, RowTable rows, Workload workload, Scale scale)
    {
        Contender[] steps = [.. new[] { NfKind.Headers, NfKind.Packets, NfKind.Both }.Select(kind => Contenders.Consolidated(workload, new(), kind.Chain(1)))];
        Turns.Run(steps, scale.Repetitions, scale.Passes);
        demands.AtLeast($"{workload.Name}: Network over Monitor without streams", "faster", steps[1].Best.Over(steps[0].Best), 1);
        demands.AtLeast($"{workload.Name}: Monitor without streams over Monitor", "faster", steps[2].Best.Over(steps[1].Best), 1);
        rows.Add("headers (Network)", steps[0]);
        rows.Add("packets (Monitor without streams)", steps[1]);
        rows.Add("packets and streams (Monitor)", steps[2]);
        report.Chart.Add(new(
            workload.Name, ChartBar.Of("Network", steps[0].Best.Rate()), ChartBar.Of("Monitor without streams", steps[1].Best.Rate()), ChartBar.Of("Monitor", steps[2].Best.Rate())));
        Verdict.Check(report, steps);
        foreach (Contender step in steps) step.Dispose();
    }
}
