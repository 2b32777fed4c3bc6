using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;
using Microboxes.Host.Tests.Control;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Retention;

/// <summary>Reads by offset, against the whole streams, wherever the NF runs and however far it is behind.</summary>
public sealed class RetainedStreamModelTests
{
    private const string Traffic = "mem:flows=120,concurrent=20,size=12000,requests=2,loss=0.03,reorder=0.05,duplicate=0.03,gaps=0.01,wrap=0.3,seed=";

    [Theory]
    [InlineData("Inline", 1, 10_000)]
    [InlineData("Packed", 2, 3000)]
    [InlineData("Dedicated", 3, 10_000)]
    [InlineData("Dedicated", 4, 1)]
    [InlineData("Inline", 5, 100_000)]
    public void Read_RandomOffsets_GivesTheStreamsBytes(string placement, int seed, int retain)
    {
        RandomReader narrow = new(retain, seed);
        RandomReader wide = new(2 * retain, seed + 100);
        HostOptions options = TestPlane.Options(2, Enum.Parse<Placement>(placement), Traffic + seed);
        options.Stacks.RingSize = 1024;
        options.Stacks.BatchSize = 1 + (seed * 7);
        using Plane plane = TestPlane.Build(options, narrow, wide);
        plane.Run(TestContext.Current.CancellationToken);
        LineWiring wiring = plane.Devices[0].Lines[0];
        foreach ((_, NfAdapter adapter) in wiring.Functions) Assert.Null(adapter.Failure);
        Assert.Equal(wiring.Line.MonitorCounters.StreamBytes > 0 ? narrow.Reads : -1, wide.Reads);
        Assert.InRange(narrow.BytesRead, 1, wide.BytesRead);
        Assert.InRange(narrow.Gaps, 1, long.MaxValue);
        AssertAllIsGivenBack(wiring.Line);
    }

    private static void AssertAllIsGivenBack(StackLine line)
    {
        Assert.InRange(line.Retained.Pool.Peak, 1, int.MaxValue);
        for (int round = 0; round < 3; round++) line.DoWork(1);
        Assert.Equal(0, line.Retained.Pool.Used);
        Assert.Equal(0, line.MonitorCounters.UnretainedBytes);
    }
}
