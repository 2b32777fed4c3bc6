using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.Traces;

/// <summary>bench traces DIR: recorded traffic, Monitor with streams against libnids, on one core each.</summary>
internal static class TraceBenchmark
{
    private const int DefaultRepetitions = 5;
    private const double Required = 4;

    internal static Report Run(BenchArguments arguments)
    {
        if (arguments.Subject == null || !Directory.Exists(arguments.Subject))
            throw new BenchMistakeException($"'{arguments.Subject}' is no folder: write traces DIR, with a folder of .pcap files as the lab's gen_pcaps.sh records them.");
        string[] files = [.. Directory.EnumerateFiles(arguments.Subject, "*.pcap").Where(f => arguments.Wants(Path.GetFileNameWithoutExtension(f))).Order(StringComparer.Ordinal)];
        if (files.Length == 0) throw new BenchMistakeException($"{arguments.Subject} has no .pcap file: record some with the lab's gen_pcaps.sh.");
        Report report = new("traces", "Streams of recorded traffic, against libnids");
        string? nids = Compile(report, Checkout.LabSource("nids_bench.c"), "libnids");
        string? crc = Compile(report, Checkout.OwnSource("nids_crc.c"), "the comparison of CRC-32");
        TraceRow[] rows = [.. files.Select(f => new TraceRow(f))];
        int repetitions = arguments.Repetitions > 0 ? arguments.Repetitions : DefaultRepetitions;
        foreach (TraceRow row in rows) row.Run(nids, crc, repetitions);
        Tell(report, rows, repetitions);
        return report;
    }

    private static string? Compile(Report report, string? source, string what)
    {
        (string? program, string? missing) = NativeProgram.Compile(source, what, "nids", "pcap");
        if (missing != null) report.Notes.Add(missing);
        return program;
    }

    private static void Tell(Report report, TraceRow[] rows, int repetitions)
    {
        Table speed = new(
            "speed", "trace", "packets", "ours ns/packet", "ours min", "ours max", "libnids ns/packet", "libnids min", "libnids max",
            "packets/s over libnids", "min", "max", "90 % lower", "required", "met");
        Table bytes = new("bytes", "trace", "true bytes", "ours before gaps", "ours behind gaps", "libnids", "exact");
        Table crc = new("CRC-32 per direction", "trace", "libnids connections", "equal", "closed", "closed and equal", "met");
        foreach (TraceRow row in rows)
        {
            Series? ratio = row.Nids?.Times.Over(row.Times);
            Series? nids = row.Nids?.Times;
            speed.Add(
                row.Name, row.Packets, row.Times.Median, row.Times.Min, row.Times.Max, nids?.Median, nids?.Min, nids?.Max,
                ratio?.Median, ratio?.Min, ratio?.Max, ratio?.Bounds90().Lower, Required, ratio == null ? null : ratio.Median >= Required);
            bytes.Add(row.Name, row.TrueBytes, row.Crc!.Ours, row.Crc.BehindGaps, row.Nids?.Bytes, row.TrueBytes == row.Crc.Ours);
            if (row.Crc.Compared > 0) crc.Add(row.Name, row.Crc.Compared, row.Crc.Equal, row.Crc.Completed, row.Crc.EqualCompleted, row.Crc.EqualCompleted == row.Crc.Completed);
            if (row.Wrong != null) report.Notes.Add("WRONG ANSWER: " + row.Wrong + ".");
            if (row.Crc.FirstDifference != null) report.Notes.Add($"{row.Name}, a connection that differs: {row.Crc.FirstDifference}.");
        }

        report.Tables.AddRange([speed, bytes, crc]);
        report.IsSound = rows.All(row => row.Wrong == null && row.Crc!.EqualCompleted == row.Crc.Completed);
        report.Notes.Add($"{repetitions} interleaved repetitions, checksums off on both sides; libnids reads every byte, ours one byte of every cache line and the last.");
    }
}
