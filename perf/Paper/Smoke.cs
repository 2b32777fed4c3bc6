using Microboxes.Paper.Figures;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper;

/// <summary>bench smoke: every benchmark with next to no traffic, for whether it works and answers right. Its times mean nothing.</summary>
internal static class Smoke
{
    internal static IEnumerable<Report> Run() => PaperBenchmark.Smoke();

    /// <summary>Away from the figures that count.</summary>
    internal static string Folder => Path.Combine(Checkout.BuildFolder, "smoke");
}
