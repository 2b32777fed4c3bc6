using System.Globalization;
using Microboxes.Host.Native;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.PathCost;

/// <summary>bench path: what one packet costs, against a plain C loop, all rows taking turns within one run.</summary>
internal static class PathBenchmark
{
    private const int Few = 1000;
    private const int Many = 1_000_000;
    private const int DefaultRepetitions = 7;
    private const string Event = "PKT/TCP";
    private const string Bytes = "DATA_READY";

    internal static Report Run(BenchArguments arguments)
    {
        Report report = new("path", "Cost of one packet through Network and Monitor");
        ThreadAffinity.PinCurrentThread(Environment.ProcessorCount - 1);
        (string? program, string? missing) = NativeProgram.Compile(Checkout.LabSource("pktbench.c"), "the C loop");
        if (missing != null) report.Notes.Add(missing);
        PlainLoop[] loops = program == null ? [] : [new(program, Few), new(program, Many)];
        PathRow[] rows = [.. Rows().Where(row => arguments.Wants(row.Name))];
        using SnapshotCost snapshot = new();
        int repetitions = arguments.Repetitions > 0 ? arguments.Repetitions : DefaultRepetitions;
        for (int i = 0; i < repetitions; i++) Repeat(loops.Where(loop => rows.Any(row => row.Flows == loop.Flows)), rows, snapshot);
        Tell(report, loops, rows, snapshot, repetitions);
        foreach (PathRow row in rows) row.Dispose();
        return report;
    }

    // What the issue demands of the two rows without streams; with streams the demand is on instructions.
    private static PathRow[] Rows() =>
    [
        new("event, 1 k flows", Few, 1.5, false, Event),
        new("event, 1 M flows", Many, 3.5, false, Event),
        new("event + streams, 1 k flows", Few, null, false, Event, Bytes),
        new("event + streams, 1 M flows", Many, null, false, Event, Bytes),
        new("event + checksums, 1 k flows", Few, null, true, Event),
    ];

    private static void Repeat(IEnumerable<PlainLoop> loops, PathRow[] rows, SnapshotCost snapshot)
    {
        foreach (PlainLoop loop in loops)
        {
            loop.Repeat();
            foreach (PathRow row in rows.Where(row => row.Flows == loop.Flows)) row.Repeat();
        }

        foreach (PathRow row in rows.Where(row => !loops.Any(loop => loop.Flows == row.Flows))) row.Repeat();
        snapshot.Repeat();
    }

    private static void Tell(Report report, PlainLoop[] loops, PathRow[] rows, SnapshotCost snapshot, int repetitions)
    {
        Table costs = new(
            "packets", "row", "min ns", "median ns", "max ns", "median pass ns", "ratio to C loop", "ratio min", "ratio max", "ratio 90 % upper", "required", "met");
        foreach (PlainLoop loop in loops.Where(loop => loop.Best.Values.Count > 0))
            costs.Add($"C loop, {(loop.Flows == Few ? "1 k" : "1 M")} flows", loop.Best.Min, loop.Best.Median, loop.Best.Max, null, null, null, null, null, null, null);
        foreach (PathRow row in rows) AddRow(costs, row, loops.FirstOrDefault(loop => loop.Flows == row.Flows));
        report.Tables.Add(costs);
        AddDemands(report, rows, snapshot);
        report.Notes.Add($"{repetitions} interleaved repetitions; ns are those of the best pass of 16,384 packets in a repetition, as the C loop reports itself, and the median pass beside it.");
        foreach (string wrong in rows.Select(row => row.Wrong).OfType<string>()) report.Notes.Add("WRONG ANSWER: " + wrong + ".");
        report.IsSound = rows.All(row => row.Wrong == null && row.Allocated == 0);
    }

    private static void AddRow(Table costs, PathRow row, PlainLoop? loop)
    {
        Series? ratio = loop == null ? null : row.Best.Over(loop.Best);
        costs.Add(
            row.Name, row.Best.Min, row.Best.Median, row.Best.Max, row.Typical.Median,
            ratio?.Median, ratio?.Min, ratio?.Max, ratio?.Bounds90().Upper, row.Required, ratio != null && row.Required is { } required ? ratio.Median <= required : null);
    }

    private static void AddDemands(Report report, PathRow[] rows, SnapshotCost snapshot)
    {
        Table demands = new("beside it", "what", "value", "required", "met");
        const double MostCycles = 20;
        double cycles = (snapshot.With.Median - snapshot.Without.Median) * Machine.CyclesPerNanosecond();
        demands.Add("snapshot, cycles of the time-stamp counter", cycles, MostCycles, cycles <= MostCycles);
        foreach (PathRow row in rows)
        {
            demands.Add(string.Create(CultureInfo.InvariantCulture, $"managed bytes over {row.Packets:N0} packets, {row.Name}"), row.Allocated, 0L, row.Allocated == 0);
        }

        InstructionTable.Add(report, demands, rows);
        report.Tables.Add(demands);
    }
}
