using System.Globalization;
using Microboxes.Paper.Latency;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Figures;

/// <summary>Figure 1: latency by chain length, for NFs that only forward, for one stack, and for a stack per NF.</summary>
internal static class Figure1
{
    private const double RequiredSlope = 1.1;
    private static readonly int[] Lengths = [1, 2, 4, 6];

    internal static Report Run(WorkloadSet workloads, Scale scale)
    {
        Report report = new("paper-fig1", "Figure 1: latency by chain length") { ChartUnit = "ns from arrival to finalisation, p50" };
        Workload workload = workloads.Small;
        LatencyContender[] forwarding = [.. Lengths.Select(n => LatencyContenders.Forwarding(Name("plain forwarding", n), workload, n))];
        LatencyContender[] one = [.. Lengths.Select(n => LatencyContenders.Consolidated(Name("one stack", n), workload, new(), NfKind.Packets.Chain(n)))];
        LatencyContender[] perNf = [.. Lengths.Select(n => LatencyContenders.StackPerNf(Name("stack per NF", n), workload, new(), NfKind.Packets.Chain(n)))];
        LatencyContender[] all = [.. forwarding, .. one, .. perNf];
        double gap = 2 * Capacity.Of(perNf[^1], scale.Passes);
        LatencyTurns.Run(all, gap, scale.Repetitions);
        Tell(report, forwarding, one, perNf);
        LatencyTable table = new();
        foreach (LatencyContender row in all) table.Add(workload.Name, gap, row);
        report.Tables.Add(table.Table);
        Verdict.Check(report, all.Select(row => row.Contender));
        report.Notes.Add("All rows at one rate, half of what six stacks with six NFs can take. Plain forwarding: a queue of pointers before each NF, which reads the frame's addresses; no stack at all.");
        foreach (LatencyContender row in all) row.Dispose();
        return report;
    }

    private static void Tell(Report report, LatencyContender[] forwarding, LatencyContender[] one, LatencyContender[] perNf)
    {
        Demands demands = new();
        Series plain = PerAdded(forwarding);
        Series ours = PerAdded(one);
        demands.AtMost("what an added NF adds to p50, ours over plain forwarding's", "", ours.Over(plain), RequiredSlope);
        demands.Tell("ns per added NF, plain forwarding", "flat", plain);
        demands.Tell("ns per added NF, one stack", "", ours);
        demands.Tell("ns per added NF, stack per NF", "linear", PerAdded(perNf));
        for (int i = 0; i < Lengths.Length; i++)
        {
            demands.Tell(Name("p50 over plain forwarding's, one stack", Lengths[i]), "", one[i].Median.Over(forwarding[i].Median));
            report.Chart.Add(new(
                Name("chain", Lengths[i]), ChartBar.Of("plain forwarding", forwarding[i].Median), ChartBar.Of("one stack", one[i].Median), ChartBar.Of("stack per NF", perNf[i].Median)));
        }

        report.Tables.Add(demands.Table);
    }

    private static Series PerAdded(LatencyContender[] rows) => rows[^1].Median.With(rows[0].Median, (longest, shortest) => (longest - shortest) / (Lengths[^1] - Lengths[0]));

    private static string Name(string what, int length) => string.Create(CultureInfo.InvariantCulture, $"{what}, {length} NF{(length == 1 ? "" : "s")}");
}
