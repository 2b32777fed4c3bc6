using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Xunit;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>
/// The paper's Listing 1 as a chain: a detector tells of a flow, a second NF switches handlers and alerts, a third terminates the connection. Every NF's log is that
/// of an inline run, whatever the placement.
/// </summary>
public sealed class ListingOneTests
{
    private const string Traffic = "mem:flows=120,size=30000,loss=0.01,reorder=0.01,ip=both";

    [Theory]
    [InlineData("Inline", 1, 16_384)]
    [InlineData("Inline", 32, 1024)]
    [InlineData("Packed", 32, 1024)]
    [InlineData("Packed", 5, 4096)]
    [InlineData("Dedicated", 32, 1024)]
    [InlineData("Dedicated", 1, 4096)]
    public void Run_Placed_GivesEveryNfTheLogOfAnInlineRun(string placement, int batch, int ring)
    {
        Result reference = Run(Placement.Inline, 32, 16_384);
        Result result = Run(Enum.Parse<Placement>(placement), batch, ring);
        Assert.InRange(reference.Terminated, 20, 60);
        Assert.Equal(reference.Terminated, result.Terminated);
        for (int i = 0; i < reference.Logs.Count; i++) Assert.Equal(reference.Logs[i], result.Logs[i]);
        Assert.Equal(reference.Report.Drops, result.Report.Drops);
        Assert.Equal(reference.Report.Delivered, result.Report.Delivered);
        Assert.Equal(reference.Report.Functions.Select(f => f.Events), result.Report.Functions.Select(f => f.Events));
        Assert.Equal(result.Report.Packets, result.Report.Delivered + result.Report.Drops.Sum(drop => drop.Value));
    }

    [Theory]
    [InlineData("Inline", 2)]
    [InlineData("Packed", 3)]
    [InlineData("Dedicated", 2)]
    public void Run_OverSeveralStacks_GivesEveryNfTheLogsOfOne(string placement, int stacks)
    {
        Result reference = Run(Placement.Inline, 32, 16_384);
        Result result = Run(Enum.Parse<Placement>(placement), 32, 4096, stacks);
        Assert.Equal(reference.Terminated, result.Terminated);
        for (int i = 0; i < reference.Logs.Count; i++) Assert.Equal(reference.Logs[i], result.Logs[i]);
        Assert.Equal(reference.Report.Drops, result.Report.Drops);
        Assert.Equal(reference.Report.Delivered, result.Report.Delivered);
    }

    [Fact]
    public void Run_Inline_DropsWhatComesAfterAndShowsItToNobodyBehind()
    {
        Result result = Run(Placement.Inline, 32, 16_384);
        long dropped = Assert.Single(result.Report.Drops, drop => drop.Key == "terminated").Value;
        Assert.True(dropped > result.Terminated);
        FunctionReport before = result.Report.Functions[0];
        Assert.Equal(result.Terminated, result.Logs[2].Sum(log => log.Split("Terminated").Length - 1));
        Assert.True(before.Events > 0);
    }

    private static Result Run(Placement placement, int batch, int ring, int stacks = 1)
    {
        List<LoggingNf>[] instances = [[], [], [], []];
        HostOptions options = TestPlane.Options(instances.Length, placement, Traffic);
        options.Stacks.Count = stacks;
        options.Stacks.BatchSize = batch;
        options.Stacks.RingSize = ring;
        foreach (FunctionOptions function in options.Applications[0].Functions) function.Mode = FunctionMode.Inline;
        using Plane plane = Plane.Build(options, new DemoOutputs(), Make, device => DeviceFactory.Open(device.Spec));
        plane.Run(TestContext.Current.CancellationToken);
        Assert.All(plane.Devices[0].Lines.SelectMany(line => line.Functions), f => Assert.Null(f.Adapter.Failure));
        IReadOnlyList<string> LogsOf(List<LoggingNf> nf) => [.. nf.SelectMany(instance => instance.Logs).Order(StringComparer.Ordinal)];
        return new(plane.Report(), [.. instances.Select(LogsOf)], instances[2].Sum(instance => ((TerminatorNf)instance).Terminated));

        LoggingNf Make(string name)
        {
            int number = name[1] - '0';
            LoggingNf made = number switch
            {
                0 => new DetectorNf(),
                1 => new InspectorNf(8000),
                2 => new TerminatorNf("EVENT/ALERT"),
                _ => new WitnessNf("PKT/TCP", "DATA_READY", "FLOW", "FLOW/TCP/TERMINATE"),
            };
            instances[number].Add(made);
            return made;
        }
    }

    private sealed record Result(PlaneReport Report, IReadOnlyList<IReadOnlyList<string>> Logs, int Terminated);
}
