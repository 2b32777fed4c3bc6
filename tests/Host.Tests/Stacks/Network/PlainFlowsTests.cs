using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Tests.Control;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network;

/// <summary>Flows that nobody watches through Monitor: their short way gives what the long way gives.</summary>
public sealed class PlainFlowsTests
{
    // A table too small for the open flows, so that some end between two of their packets in one burst; and one that holds them all.
    [Theory]
    [InlineData("mem:flows=3000,concurrent=500,size=3000,open=0.5,rst=0.1,reorder=0.02,loss=0.02", 100)]
    [InlineData("mem:flows=3000,concurrent=500,size=3000,open=0.5,rst=0.1,reorder=0.02,loss=0.02", 10_000)]
    public void Packets_OfPlainFlows_LieBetweenStartAndEnd(string traffic, int capacity)
    {
        FlowWatcher watcher = new();
        PlaneReport report = Run(traffic, capacity, watcher);

        Assert.Equal(0, watcher.Strays);
        Assert.Equal(report.Packets, watcher.Packets);
        Assert.Equal(watcher.Started, watcher.Ended);
        Assert.InRange(watcher.Started, 3000, long.MaxValue);
    }

    [Fact]
    public void Packets_AreThoseThatMonitorTellsOf()
    {
        const string Traffic = "mem:flows=2000,concurrent=100,size=5000,rst=0.1,reorder=0.02,ip=both";
        FlowWatcher plain = new();
        FlowWatcher watched = new();
        Run(Traffic, 10_000, plain);
        Run(Traffic, 10_000, watched, new StateWatcher());

        Assert.Equal((watched.Packets, watched.PayloadBytes, watched.Started), (plain.Packets, plain.PayloadBytes, plain.Started));
    }

    private static PlaneReport Run(string traffic, int capacity, params NetworkFunction[] functions)
    {
        HostOptions options = TestPlane.Options(functions.Length, device: traffic);
        options.Stacks.FlowTableCapacity = capacity;
        using Plane plane = TestPlane.Build(options, functions);
        plane.Run(CancellationToken.None);
        return plane.Report();
    }

    private sealed class StateWatcher : NetworkFunction
    {
        protected internal override void Declare(NfDeclaration declaration) => declaration.Subscribe("FLOW/TCP");

        protected internal override void OnBatch(EventBatch batch)
        {
            while (batch.MoveNext())
            {
            }
        }
    }
}
