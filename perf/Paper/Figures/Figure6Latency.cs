using Microboxes.Paper.Latency;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Figures;

/// <summary>Figure 6c: from arrival to finalisation through a chain of six, while packets arrive at half of what a stack per NF can take.</summary>
internal static class Figure6Latency
{
    private const double Required = 0.6;
    private const int Length = 6;

    internal static void Run(Report report, Demands demands, WorkloadSet workloads, Scale scale)
    {
        LatencyTable table = new();
        foreach ((Workload workload, NfKind kind) in new[] { (workloads.Small, NfKind.Packets), (workloads.Large, NfKind.Streams) })
        {
            using LatencyContender one = LatencyContenders.Consolidated("one stack", workload, new(), kind.Chain(Length));
            using LatencyContender perNf = LatencyContenders.StackPerNf("stack per NF", workload, new(), kind.Chain(Length));
            double gap = 2 * Capacity.Of(perNf, scale.Passes);
            LatencyTurns.Run([one, perNf], gap, scale.Repetitions);
            string name = $"{workload.Name}, {kind.Name}: latency over stack per NF's, ";
            demands.AtMost(name + "p50", "0.80 (−20 %)", one.Median.Over(perNf.Median), Required);
            demands.AtMost(name + "p99", "0.80 (−20 %)", one.Percentile99.Over(perNf.Percentile99), Required);
            table.Add(workload.Name, gap, one);
            table.Add(workload.Name, gap, perNf);
            Verdict.Check(report, one.Contender, perNf.Contender);
        }

        report.Tables.Add(table.Table);
    }
}
