using Microboxes.Paper.Latency;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.Figures;

/// <summary>What packets waited, by contender.</summary>
internal sealed class LatencyTable
{
    private const double Thousand = 1000;

    internal Table Table { get; } = new(
        "latency, µs", "workload", "contender", "lanes", "M packets/s offered", "p50", "p50 min", "p50 max", "p99", "p99 min", "p99 max", "mean", "managed bytes", "collections");

    internal void Add(string workload, double gap, LatencyContender row) => Table.Add(
        workload, row.Name, row.Contender.Lanes, Thousand / gap, row.Median.Median / Thousand, row.Median.Min / Thousand, row.Median.Max / Thousand,
        row.Percentile99.Median / Thousand, row.Percentile99.Min / Thousand, row.Percentile99.Max / Thousand, row.Mean.Median / Thousand,
        row.Contender.Allocated, row.Contender.Collections);
}
