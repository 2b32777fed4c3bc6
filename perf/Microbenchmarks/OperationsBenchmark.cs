using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Microboxes.Paper;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;

namespace Microboxes.Microbenchmarks;

/// <summary>bench ops: BenchmarkDotNet over single operations, in this process, beside what each may allocate.</summary>
internal static class OperationsBenchmark
{
    internal static Microboxes.Paper.Reports.Report Run()
    {
        Pinning.Pin(Pinning.MainCore);
        Summary summary = BenchmarkRunner.Run<Operations>(Configuration());
        if (summary.HasCriticalValidationErrors) throw new BenchMistakeException($"BenchmarkDotNet did not run: {summary.ValidationErrors[0].Message}.");
        return Tell(summary);
    }

    private static ManualConfig Configuration() => ManualConfig.CreateEmpty()
        .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(NullLogger.Instance)
        .WithArtifactsPath(Path.Combine(Checkout.BuildFolder, "ops"));

    private static Microboxes.Paper.Reports.Report Tell(Summary summary)
    {
        Microboxes.Paper.Reports.Report report = new("ops", "Single operations") { ChartUnit = "ns" };
        IReadOnlyDictionary<string, long> allowed = AllowedBytes.Load();
        Table table = new("operations", "operation", "ns", "min", "max", "allocated bytes", "allowed", "met");
        foreach (BenchmarkReport operation in summary.Reports)
        {
            string name = operation.BenchmarkCase.Descriptor.WorkloadMethod.Name;
            if (operation.ResultStatistics is not { } times) throw new BenchMistakeException($"the operation {name} failed: run it alone in a test to see why.");
            double bytes = operation.GcStats.GetBytesAllocatedPerOperation(operation.BenchmarkCase) ?? 0;
            table.Add(name, times.Median, times.Min, times.Max, bytes, allowed[name], bytes <= allowed[name]);
            report.Chart.Add(new(name, new ChartBar("ns per operation", times.Median, times.Min, times.Max)));
        }

        report.Tables.Add(table);
        report.IsSound = table.Rows.All(row => row[^1] is true);
        report.Notes.Add($"BenchmarkDotNet, in process, a short run; {Operations.Batch} operations a call. StateUpdate and StreamAppend are whole packets through Network and Monitor; out of order, half of the segments come behind a later one.");
        return report;
    }
}
