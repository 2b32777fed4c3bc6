using Microboxes.Paper;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Memory;
using Microboxes.Paper.PathCost;
using Microboxes.Paper.Processes;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Traces;

try
{
    BenchArguments arguments = BenchArguments.Parse(args);
    Report report = arguments.Verb switch
    {
        "path" => PathBenchmark.Run(arguments),
        "traces" => TraceBenchmark.Run(arguments),
        "processes" => ProcessBenchmark.Run(arguments),
        "memory" => MemoryBenchmark.Run(arguments),
        _ => throw new BenchMistakeException($"'{arguments.Verb}' is no benchmark: write path, traces DIR, processes FILE or memory."),
    };
    ReportFiles.Write(report);
    Console.Write(arguments.Json ? ReportText.Json(report) : ReportText.Markdown(report));
    return report.IsSound ? 0 : 1;
}
catch (BenchMistakeException mistake)
{
    Console.Error.WriteLine("bench: " + mistake.Message);
    return 2;
}
