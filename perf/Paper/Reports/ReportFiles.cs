using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.Reports;

/// <summary>Keeps each report in perf/results, in both forms.</summary>
internal static class ReportFiles
{
    internal static void Write(Report report)
    {
        string folder = Path.Combine(Checkout.Root, "perf", "results");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, report.Name + ".md"), ReportText.Markdown(report));
        File.WriteAllText(Path.Combine(folder, report.Name + ".json"), ReportText.Json(report));
    }
}
