using System.Globalization;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;
using Microboxes.Paper.Reports;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Paper.Memory;

/// <summary>bench memory: resident memory after ten million flows and after two, with a table of one million, and where all flows went.</summary>
internal static class MemoryBenchmark
{
    private const int Capacity = 1_000_000;
    private const long Early = 2_000_000;
    private const long Late = 10_000_000;
    private const double MostGrowth = 5;
    private const int SmokeShare = 200;

    internal static Report Run(BenchArguments arguments) => Run(1);

    /// <summary>As above, with a two-hundredth of the flows and of the table.</summary>
    internal static Report Smoke() => Run(SmokeShare);

    private static Report Run(int share)
    {
        Report report = new("memory", "Memory while many flows come and go");
        EndCounter function = new();
        using Plane plane = Build(function, share);
        StackLine line = plane.Devices[0].Lines[0].Line;
        (double early, double late) = Watch(plane, line, share);
        Tell(report, function, line, early, late, share);
        return report;
    }

    // Nine of ten connections stay open, so that the table is full and evicts; streams are on, and some segments come late.
    private static string Traffic(int share) =>
        string.Create(CultureInfo.InvariantCulture, $"flows={Late / share},concurrent={10_000 / share},size=100,open=0.9,reorder=0.01");

    private static Plane Build(EndCounter function, int share)
    {
        HostOptions options = new()
        {
            Devices = [new() { Name = "traffic", Spec = "mem:" + Traffic(share) }],
            Applications = [new() { Name = "bench", Functions = [new() { Function = "EndCounter" }] }],
            Lanes = new() { Placement = Placement.Packed, Cores = [Environment.ProcessorCount - 1] },
            Stacks = new() { FlowTableCapacity = Capacity / share },
        };
        return Plane.Build(options, new NoOutputs(), _ => function);
    }

    private static (double Early, double Late) Watch(Plane plane, StackLine line, int share)
    {
        Task run = Task.Factory.StartNew(() => plane.Run(CancellationToken.None), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        double early = 0, late = 0;
        while (!run.Wait(TimeSpan.FromMilliseconds(1)))
        {
            long opened = line.NetworkCounters.FlowsOpened;
            if (early == 0 && opened >= Early / share) early = ResidentMegabytes();
            if (opened < Late / share) continue;
            late = ResidentMegabytes();
            break;
        }

        run.Wait();
        return (early, late == 0 ? ResidentMegabytes() : late);
    }

    private static double ResidentMegabytes()
    {
        const string Field = "VmRSS:";
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(Field, StringComparison.Ordinal));
        return double.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    private static void Tell(Report report, EndCounter function, StackLine line, double early, double late, int share)
    {
        Table memory = new("resident memory", "what", "value", "required", "met");
        double growth = ((late / early) - 1) * 100;
        memory.Add("MiB after 2 M flows", early, null, null);
        memory.Add("MiB after 10 M flows", late, null, null);
        memory.Add("growth, %", growth, MostGrowth, Math.Abs(growth) <= MostGrowth);
        Table flows = new("flows", "reason", "counted by the stack", "seen by the NF", "equal");
        long[] ended = line.NetworkCounters.FlowsEnded;
        foreach (EndReason reason in Enum.GetValues<EndReason>()) flows.Add(reason.ToString(), ended[(int)reason], function.Ends[(int)reason], ended[(int)reason] == function.Ends[(int)reason]);
        long sum = ended.Sum() + line.Flows.Count;
        flows.Add("ended and open, of those opened", line.NetworkCounters.FlowsOpened, sum, sum == line.NetworkCounters.FlowsOpened);
        report.Tables.AddRange([memory, flows]);
        report.Notes.Add($"mem:{Traffic(share)}, table of {(Capacity / share).ToString("N0", CultureInfo.InvariantCulture)} flows, {line.PacketsTaken.ToString("N0", CultureInfo.InvariantCulture)} packets.");
        report.IsSound = flows.Rows.All(row => row[^1] is true) && function.Started == line.NetworkCounters.FlowsOpened;
    }

    private sealed class NoOutputs : INfOutputs
    {
        public INfOutput Open(string application, string function, string target, int stackLine) => NullNfOutput.Instance;
    }
}
