using Microboxes.Paper;
using Microboxes.Paper.Reports;
using Xunit;

namespace Microboxes.Perf.Tests;

[Collection(nameof(SmokeTests))]
[CollectionDefinition(nameof(SmokeTests), DisableParallelization = true)]
public sealed class SmokeTests
{
    [Fact]
    public void EveryBenchmark_Works_AndAnswersRight()
    {
        string folder = Directory.CreateTempSubdirectory("microboxes-smoke-").FullName;
        List<Report> reports = [.. Smoke.Run()];
        foreach (Report report in reports) ReportFiles.Write(report, folder);

        Assert.All(reports, report => Assert.True(report.IsSound, ReportText.Markdown(report)));
        Assert.All(reports, report => Assert.Contains(report.Tables, table => table.Rows.Count > 0));
        Assert.All(reports.Where(report => report.Chart.Count > 0), report => Assert.Equal(Kinds, KindsOf(folder, report)));
        Assert.Contains(reports, report => report.Chart.Count > 0);
        Directory.Delete(folder, recursive: true);
    }

    private static readonly string[] Kinds = [".json", ".md", ".png", ".svg"];

    private static IEnumerable<string> KindsOf(string folder, Report report) =>
        Directory.EnumerateFiles(folder, report.Name + ".*").Select(file => Path.GetExtension(file)).Order(StringComparer.Ordinal);
}
