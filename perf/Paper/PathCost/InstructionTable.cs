using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.PathCost;

/// <summary>What streams add to the same subscription, in instructions.</summary>
internal static class InstructionTable
{
    private const double MostPercent = 10;

    internal static void Add(Report report, Table demands, PathRow[] rows)
    {
        PathRow? plain = Find(rows, 1);
        PathRow? streams = Find(rows, 2);
        if (plain == null || streams == null) return;
        Series time = streams.Best.Over(plain.Best);
        demands.Add("streams on in-order traffic, % more time", (time.Median - 1) * 100, null, null);
        (double plainCount, string? missing) = InstructionCount.PerPacket(plain.Line);
        if (missing != null)
        {
            report.Notes.Add(missing);
            return;
        }

        double streamCount = InstructionCount.PerPacket(streams.Line).Count;
        double percent = ((streamCount / plainCount) - 1) * 100;
        demands.Add("instructions per packet, event", plainCount, null, null);
        demands.Add("instructions per packet, event + streams", streamCount, null, null);
        demands.Add("streams on in-order traffic, % more instructions", percent, MostPercent, percent <= MostPercent);
    }

    private static PathRow? Find(PathRow[] rows, int ports) => rows.FirstOrDefault(row => row.Ports.Length == ports && !row.VerifyChecksums && row.Flows <= 1000);
}
