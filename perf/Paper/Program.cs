using Microboxes.Paper;
using Microboxes.Paper.Figures;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Memory;
using Microboxes.Paper.PathCost;
using Microboxes.Paper.Processes;
using Microboxes.Paper.Reports;
using Microboxes.Paper.Traces;

try
{
    BenchArguments arguments = BenchArguments.Parse(args);
    IEnumerable<Report> reports = arguments.Verb switch
    {
        "paper" => PaperBenchmark.Run(arguments),
        "smoke" => Smoke.Run(),
        "path" => [PathBenchmark.Run(arguments)],
        "traces" => [TraceBenchmark.Run(arguments)],
        "processes" => [ProcessBenchmark.Run(arguments)],
        "memory" => [MemoryBenchmark.Run(arguments)],
        _ => throw new BenchMistakeException($"'{arguments.Verb}' is no benchmark: write paper, ops, path, traces DIR, processes FILE, memory or smoke."),
    };
    bool isSound = true;
    foreach (Report report in reports)
    {
        isSound &= report.IsSound;
        if (!report.IsSound)
        {
            Console.Error.WriteLine($"bench: {report.Name}: an answer was wrong, so no figure is given. {string.Join(' ', report.Notes)}");
            continue;
        }

        ReportFiles.Write(report, arguments.Verb == "smoke" ? Smoke.Folder : ReportFiles.Results);
        Console.Write(arguments.Json ? ReportText.Json(report) : ReportText.Markdown(report));
    }

    return isSound ? 0 : 1;
}
catch (BenchMistakeException mistake)
{
    Console.Error.WriteLine("bench: " + mistake.Message);
    return 2;
}
