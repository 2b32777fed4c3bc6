using Microboxes.Paper.Charts;
using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.Reports;

/// <summary>Keeps each report in both forms, and its plot in two.</summary>
internal static class ReportFiles
{
    /// <summary>Where figures are kept that count.</summary>
    internal static string Results => Path.Combine(Checkout.Root, "perf", "results");

    internal static void Write(Report report, string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, report.Name + ".md"), ReportText.Markdown(report));
        File.WriteAllText(Path.Combine(folder, report.Name + ".json"), ReportText.Json(report));
        if (report.Chart.Count > 0) WritePlot(report, Path.Combine(folder, report.Name));
    }

    private static void WritePlot(Report report, string path)
    {
        Chart chart = new(report);
        SvgCanvas svg = new(Chart.Width, chart.Height);
        chart.Draw(svg);
        File.WriteAllText(path + ".svg", svg.Finish());
        PngCanvas png = new(Chart.Width, chart.Height);
        chart.Draw(png);
        File.WriteAllBytes(path + ".png", png.Finish());
    }
}
