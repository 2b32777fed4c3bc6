using System.Globalization;
using Microboxes.Paper.Chains;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Figures;

/// <summary>Figure 6a and b: a chain of six NFs behind one stack, against a stack per NF. And what the paper tells beside it: batching, flatness, latency.</summary>
internal static class Figure6
{
    internal const double RequiredRatio = 3.5;
    private const double RequiredPerAdded = 2.5;
    private const double RequiredOfModel = 0.9;
    private const double RequiredFlatness = 0.75;

    internal static Report Run(WorkloadSet workloads, Scale scale)
    {
        Report report = new("paper-fig6", "Figure 6: a chain of six NFs, one stack or a stack per NF") { ChartUnit = "M packets/s on one core" };
        Demands demands = new();
        RowTable rows = new();
        foreach ((Workload workload, NfKind kind, double? paper, bool isJudged) in Rows(workloads))
        {
            using ThroughputRow row = new(workload, kind, new(), paper);
            row.Run(scale);
            Tell(report, demands, rows, row, isJudged);
        }

        Figure6Variants.Run(report, demands, rows, workloads, scale);
        Figure6Latency.Run(report, demands, workloads, scale);
        report.Tables.AddRange([demands.Table, rows.Table]);
        report.Notes.Add("Stack per NF: the same stack and NF code six times, each with its own flow table and ring; each takes what the one before has finalised, over no queue but one number.");
        report.Notes.Add($"{scale.Repetitions} interleaved repetitions, of each the best of {scale.Passes} passes; checksums off; all packets and all stream bytes were counted by every NF in every pass.");
        return report;
    }

    private static IEnumerable<(Workload, NfKind, double?, bool)> Rows(WorkloadSet workloads)
    {
        yield return (workloads.Small, NfKind.Packets, 2.05, true);
        yield return (workloads.Large, NfKind.Streams, 2.44, true);
        yield return (workloads.Large, NfKind.Both, 2.44, true);
        foreach (Workload trace in workloads.Traces)
            yield return trace.Name.EndsWith("8k", StringComparison.Ordinal) ? (trace, NfKind.Streams, 2.44, true) : (trace, NfKind.Packets, 2.05, true);
        yield return (workloads.Small, NfKind.Fields, null, false);
        yield return (workloads.Large, NfKind.Hash, null, false);
        yield return (workloads.Brief, NfKind.Busy, null, false);
    }

    private static void Tell(Report report, Demands demands, RowTable rows, ThroughputRow row, bool isJudged)
    {
        string name = $"{row.Workload.Name}, {row.Kind.Name}";
        string paper = row.Paper is { } figure ? figure.ToString("0.00×", CultureInfo.InvariantCulture) : "";
        if (isJudged)
        {
            demands.AtLeast($"{name}: one stack over stack per NF, chain of 6", paper, row.Ratio, RequiredRatio);
            demands.AtMost($"{name}: n, ns per added NF", "", row.PerAdded, RequiredPerAdded);
            demands.AtLeast($"{name}: ratio over 6(M+n)/(M+6n)", "", row.Ratio.Over(row.Model), RequiredOfModel);
            demands.AtLeast($"{name}: chain of 6 over chain of 1", "mostly flat", row.Flatness, RequiredFlatness);
        }
        else
        {
            demands.Tell($"{name}: one stack over stack per NF, chain of 6", paper, row.Ratio);
            demands.Tell($"{name}: n, ns per added NF", "", row.PerAdded);
        }

        demands.Tell($"{name}: M, ns", "", row.Stack);
        rows.Add($"1 × {row.Kind.Name}", row.One);
        rows.Add($"6 × {row.Kind.Name}", row.Six, row.PerNf);
        report.Chart.Add(new(name, ChartBar.Of("one stack", row.Six.Best.Rate()), ChartBar.Of("stack per NF", row.PerNf.Best.Rate())));
        Verdict.Check(report, row.Contenders3);
    }
}
