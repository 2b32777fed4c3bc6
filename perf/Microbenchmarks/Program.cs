using Microboxes.Microbenchmarks;
using Microboxes.Paper;
using Microboxes.Paper.Reports;

try
{
    BenchArguments arguments = BenchArguments.Parse(args);
    Report report = OperationsBenchmark.Run();
    ReportFiles.Write(report, ReportFiles.Results);
    Console.Write(arguments.Json ? ReportText.Json(report) : ReportText.Markdown(report));
    return report.IsSound ? 0 : 1;
}
catch (BenchMistakeException mistake)
{
    Console.Error.WriteLine("bench: " + mistake.Message);
    return 2;
}
