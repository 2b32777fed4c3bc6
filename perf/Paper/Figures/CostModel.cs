using Microboxes.Paper.Latency;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.Figures;

/// <summary>
/// Latency of parallel branches as stack + hand-over + the longest branch. Stack and NF come from the sequential rows, the hand-over from the shortest parallel
/// row; the longer parallel rows check it.
/// </summary>
internal static class CostModel
{
    internal static Table Of(int[] lengths, LatencyContender[] sequential, LatencyContender[] parallel)
    {
        Table table = new("cost model, ns", "what", "model", "measured", "model over measured");
        double first = sequential[0].Median.Median;
        double function = (sequential[^1].Median.Median - first) / (lengths[^1] - lengths[0]);
        double stack = first - (lengths[0] * function);
        double handOver = parallel[0].Median.Median - stack - (lengths[0] / 2 * function);
        table.Add("an NF", function, null, null);
        table.Add("stack, arrival to finalisation", stack, null, null);
        table.Add("handing over to a second core and waiting for it", handOver, null, null);
        for (int i = 1; i < lengths.Length; i++)
        {
            double model = stack + handOver + (lengths[i] / 2 * function);
            table.Add($"{lengths[i]} NFs in 2 branches", model, parallel[i].Median.Median, model / parallel[i].Median.Median);
        }

        double six = stack + handOver + function;
        table.Add($"{lengths[^1]} NFs in {lengths[^1]} branches, not measured", six, null, null);
        table.Add("the same over sequential, not measured", six / sequential[^1].Median.Median, null, null);
        return table;
    }
}
