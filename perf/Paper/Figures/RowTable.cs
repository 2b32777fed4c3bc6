using Microboxes.Paper.Chains;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.Figures;

/// <summary>What every contender took, and under which conditions.</summary>
internal sealed class RowTable
{
    internal Table Table { get; } = new(
        "rows", "workload", "NFs", "contender", "cores", "lanes", "ns/packet", "min", "max", "M packets/s", "managed bytes", "collections");

    internal void Add(string functions, params IEnumerable<Contender> contenders)
    {
        foreach (Contender contender in contenders)
        {
            Table.Add(
                WorkloadOf(contender), functions, contender.Name, contender.Lanes, contender.Lanes, contender.Best.Median, contender.Best.Min, contender.Best.Max,
                1000 / contender.Best.Median, contender.Allocated, contender.Collections);
        }
    }

    private static string WorkloadOf(Contender contender) => contender.Parts[0].Workload.Name.Replace(", part 0", "", StringComparison.Ordinal);
}
