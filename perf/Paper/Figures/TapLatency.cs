using Microboxes.Host.Configuration;
using Microboxes.Paper.Chains;
using Microboxes.Paper.Latency;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Figures;

/// <summary>What packets wait for three NFs of a microsecond: inline, as taps on another core, and without any.</summary>
internal static class TapLatency
{
    private const int Length = 3;
    private const double Load = 0.3;
    private const double Required = 1.1;

    internal static void Run(Report report, Demands demands, LatencyTable table, Workload workload, Scale scale)
    {
        using LatencyContender none = LatencyContenders.Consolidated("no NF", workload, new());
        using LatencyContender inline = LatencyContenders.Consolidated("3 inline NFs", workload, new(), NfKind.Busy.Chain(Length));
        using LatencyContender taps = LatencyContenders.OnLanes("3 taps on another core", workload, new() { Mode = FunctionMode.Tap }, false, NfKind.Busy.Chain(Length));
        LatencyContender[] all = [none, inline, taps];
        double gap = Capacity.Of(inline, 1) / Load;
        LatencyTurns.Run(all, gap, scale.Repetitions);
        demands.AtMost("3 NFs of 1 µs as taps over no NF, p50", "", taps.Median.Over(none.Median), Required);
        demands.Tell("3 NFs of 1 µs inline over taps, p50", "", inline.Median.Over(taps.Median));
        report.Chart.Add(new("chain of 3, 1 µs each", ChartBar.Of("no NF", none.Median), ChartBar.Of("taps", taps.Median), ChartBar.Of("inline", inline.Median)));
        foreach (LatencyContender row in all) table.Add(workload.Name, gap, row);
        Verdict.Check(report, all.Select(row => row.Contender));
    }
}
