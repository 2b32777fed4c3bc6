using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.Processes;

/// <summary>bench processes FILE: ./mb flows against tcpflow and tshark, from start to exit.</summary>
internal static class ProcessBenchmark
{
    private const int DefaultRepetitions = 5;

    // tshark takes long, and its times vary little.
    private const int RepetitionsOfTshark = 3;

    internal static Report Run(BenchArguments arguments)
    {
        if (arguments.Subject == null || !File.Exists(arguments.Subject)) throw new BenchMistakeException($"'{arguments.Subject}' is no file: write processes FILE, with a capture.");
        string file = Path.GetFullPath(arguments.Subject);
        (string? measure, string? missing) = NativeProgram.Compile(Checkout.OwnSource("measure.c"), "the measurement of processes");
        if (measure == null) throw new BenchMistakeException(missing!);
        int repetitions = arguments.Repetitions > 0 ? arguments.Repetitions : DefaultRepetitions;
        string memory = Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();
        string flowFiles = Path.Combine(memory, $"microboxes-bench-{Environment.ProcessId}");
        Contender[] contenders = [.. Contenders(file, flowFiles, repetitions).Where(c => arguments.Wants(c.Name))];
        // A build, and the file into the page cache.
        Child.Output(Path.Combine(Checkout.Root, "mb"), "flows", file);
        for (int i = 0; i < repetitions; i++) RepeatAll(contenders, measure, flowFiles);
        return Tell(contenders, repetitions, new FileInfo(file).Length);
    }

    private static Contender[] Contenders(string file, string flowFiles, int repetitions)
    {
        string mb = Path.Combine(Checkout.Root, "mb");
        return
        [
            new("mb flows", [mb, "flows", file], repetitions),
            new("mb flows --json", [mb, "flows", file, "--json"], repetitions),
            new("tcpflow", ["tcpflow", "-r", file, "-o", flowFiles], repetitions),
            new("tcpflow, no report", ["tcpflow", "-r", file, "-o", flowFiles, "-S", "enable_report=NO"], repetitions),
            new("tshark", ["tshark", "-q", "-z", "conv,tcp", "-r", file], Math.Min(repetitions, RepetitionsOfTshark)),
        ];
    }

    private static void RepeatAll(Contender[] contenders, string measure, string flowFiles)
    {
        foreach (Contender contender in contenders)
        {
            contender.Repeat(measure);
            if (Directory.Exists(flowFiles)) Directory.Delete(flowFiles, recursive: true);
        }
    }

    private static Report Tell(Contender[] contenders, int repetitions, long size)
    {
        Report report = new("processes", "The flows command, process to process");
        Table times = new("times", "command", "wall s", "min", "max", "CPU s", "resident MiB");
        foreach (Contender c in contenders.Where(c => c.Wall.Values.Count > 0)) times.Add(c.Name, c.Wall.Median, c.Wall.Min, c.Wall.Max, c.Cpu.Median, c.Resident.Median);
        Table ratios = new("ratios", "against", "mb flows", "wall ratio", "min", "max", "90 % lower", "required", "met");
        foreach (Contender ours in contenders.Where(c => c.Name.StartsWith("mb", StringComparison.Ordinal)))
        {
            foreach (Contender other in contenders.Where(c => !c.Name.StartsWith("mb", StringComparison.Ordinal) && c.Wall.Values.Count > 0)) AddRatio(ratios, ours, other);
        }

        report.Tables.AddRange([times, ratios]);
        report.Notes.AddRange(contenders.Select(c => c.Fault).OfType<string>());
        report.Notes.Add($"{repetitions} interleaved repetitions (tshark at most {RepetitionsOfTshark}), {size / 1_000_000} MB in the page cache, output to /dev/null, tcpflow's files into memory.");
        return report;
    }

    private static void AddRatio(Table ratios, Contender ours, Contender other)
    {
        Series ratio = other.Wall.Over(ours.Wall);
        double required = other.Name == "tshark" ? 10 : 3;
        ratios.Add(other.Name, ours.Name, ratio.Median, ratio.Min, ratio.Max, ratio.Bounds90().Lower, required, ratio.Median >= required);
    }
}
