using Microboxes.Host;
using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices.Generation;
using Microboxes.Host.Lanes;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Nf.Tests.Listing;

/// <summary>
/// The pattern of the paper's Listing 1: one NF publishes an event per flow, a second one changes the flow's handler, a third receives its alerts and terminates the flow.
/// </summary>
public sealed class ListingTests
{
    private const int Flows = 120;
    private static readonly string[] Names = ["Detector", "Watcher", "Terminator", "Afterwards"];

    public static TheoryData<string, int, int> Runs()
    {
        TheoryData<string, int, int> runs = [];
        foreach (int batch in (int[])[1, 7, 32, 256]) runs.Add("Inline", batch, 4096);
        foreach (int batch in (int[])[1, 32, 256])
        {
            runs.Add("Packed", batch, 4096);
            runs.Add("Dedicated", batch, 1024);
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Run_InEveryPlacementAndBatchSize_GivesEveryNfTheSameEvents(string placement, int batch, int ring)
    {
        (_, List<string>[] expected) = Run("Inline", 1, 4096);
        (PlaneReport report, List<string>[] actual) = Run(placement, batch, ring);
        for (int i = 0; i < Names.Length; i++)
        {
            int same = expected[i].Zip(actual[i]).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(
                same == expected[i].Count && same == actual[i].Count,
                $"{Names[i]} differs at {same} of {expected[i].Count} and {actual[i].Count}:\n{expected[i].ElementAtOrDefault(same)}\n{actual[i].ElementAtOrDefault(same)}");
        }

        Assert.Equal(report.Packets, report.Delivered + report.Drops.Sum(drop => drop.Value));
    }

    [Fact]
    public void Run_ThatTerminatesFlows_ShowsNothingOfThemAfterTheAlert()
    {
        (PlaneReport report, List<string>[] logs) = Run("Inline", 32, 4096);
        string[] terminated = [.. logs[3].Where(line => line.StartsWith("terminate ", StringComparison.Ordinal)).Select(line => line["terminate ".Length..])];
        Assert.InRange(terminated.Length, Flows / 4, Flows / 2);
        Assert.Equal(terminated.Length, logs[2].Count);
        foreach (string flow in terminated)
        {
            int end = logs[3].IndexOf($"terminate {flow}");
            Assert.DoesNotContain(logs[3].Skip(end + 2), line => line.Contains($" {flow} ", StringComparison.Ordinal));
            Assert.Contains(logs[3].Take(end), line => line.StartsWith($"alert {flow} ", StringComparison.Ordinal));
        }

        Assert.True(report.Drops.Sum(drop => drop.Value) > terminated.Length);
    }

    private static (PlaneReport Report, List<string>[] Logs) Run(string placement, int batch, int ring)
    {
        DetectorNf detector = new();
        WatcherNf watcher = new();
        TerminatorNf terminator = new();
        AfterwardsNf afterwards = new();
        Dictionary<string, NetworkFunction> functions = new() { ["Detector"] = detector, ["Watcher"] = watcher, ["Terminator"] = terminator, ["Afterwards"] = afterwards };
        HostOptions options = new();
        options.Devices.Add(new() { Name = "device" });
        options.Applications.Add(new() { Name = "application", Functions = [.. Names.Select(name => new FunctionOptions { Function = name })] });
        options.Lanes.Placement = Enum.Parse<Placement>(placement);
        options.Stacks.BatchSize = batch;
        options.Stacks.RingSize = ring;
        options.Stacks.FlowTableCapacity = 4096;
        TrafficGenerator device = new(new() { Flows = Flows, Concurrent = 30, ObjectSize = 40_000, Reorder = 0.05 });
        using Plane plane = Plane.Build(options, new DemoOutputs(), name => functions[name], _ => device);
        plane.Run(TestContext.Current.CancellationToken);
        PlaneReport report = plane.Report();
        Assert.All(report.Functions, function => Assert.Null(function.Failure));
        return (report, [detector.Log.Lines, watcher.Log.Lines, terminator.Log.Lines, afterwards.Log.Lines]);
    }
}
