using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;
using Microboxes.Host.Tests.Control;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;
using Xunit;

namespace Microboxes.Host.Tests.Dynamic;

public sealed class DynamicPortTests
{
    private const string Device = "mem:flows=150,size=20000,loss=0.01,reorder=0.01,ip=both";

    [Theory]
    [InlineData("Inline", 32, 1024)]
    [InlineData("Inline", 1, 16_384)]
    [InlineData("Packed", 32, 1024)]
    [InlineData("Packed", 7, 4096)]
    [InlineData("Dedicated", 32, 1024)]
    [InlineData("Dedicated", 1, 16_384)]
    public void Run_SwitchingAndReleasing_GivesEveryFlowTheEventsOfAnInlineRun(string placement, int batch, int ring)
    {
        (SwitchingNf reference, long handed) = Switch(Placement.Inline, 32, 16_384);
        (SwitchingNf nf, long handedToo) = Switch(Enum.Parse<Placement>(placement), batch, ring);
        Assert.True(reference.Logged > 1000);
        Assert.Equal(reference.Logs, nf.Logs);
        Assert.Equal((reference.Logged, handed), (nf.Logged, handedToo));
    }

    [Fact]
    public void Step_ReleasedFlow_CostsNoEventFromTheReleaseOn()
    {
        HostOptions options = TestPlane.Options(1, device: "mem:flows=1,size=200000");
        options.Stacks.BatchSize = 1;
        using Plane plane = TestPlane.Build(options, new DataOnly());
        StackLine line = plane.Devices[0].Lines[0].Line;
        NfAdapter adapter = plane.Devices[0].Lines[0].Functions[0].Adapter;
        while (!adapter.IsComplete)
        {
            line.DoWork(1);
            adapter.DoWork(1);
        }

        Assert.True(line.PacketsTaken > 100);
        Assert.Equal((3, 0), (adapter.Handed, adapter.PassedOver));
        Assert.Equal(2, line.Ring.Claimed);
        Assert.Equal((1, 0), (line.Control.Taken, line.Control.Stale));
    }

    [Fact]
    public void Step_FlowThatNobodyReadsAnyMore_IsNotReassembled()
    {
        HostOptions options = TestPlane.Options(1, device: "mem:flows=1,size=2000000,loss=0.02");
        options.Stacks.BatchSize = 1;
        using Plane plane = TestPlane.Build(options, new DataOnly());
        plane.Run(TestContext.Current.CancellationToken);
        StackLine line = plane.Devices[0].Lines[0].Line;
        long raised = plane.Devices[0].Lines[0].Functions[0].Adapter.Handed + plane.Devices[0].Lines[0].Functions[0].Adapter.PassedOver;
        Assert.InRange(line.MonitorCounters.StreamBytes, 1, raised * 1500);
        Assert.True(line.MonitorCounters.StreamBytes < 1_000_000, $"{line.MonitorCounters.StreamBytes}");
        Assert.Equal(0, line.Held.HeldBytes);
    }

    [Theory]
    [InlineData("Inline", 32)]
    [InlineData("Inline", 1)]
    [InlineData("Packed", 32)]
    [InlineData("Dedicated", 32)]
    [InlineData("Dedicated", 1)]
    public void Run_SubscribingAgain_GoesOnWhereSubscribedSays(string placement, int batch)
    {
        ReturningNf nf = new(releaseAfter: 3, returnAfter: 8);
        EventListOfStreams whole = new();
        HostOptions options = TestPlane.Options(2, Enum.Parse<Placement>(placement), "mem:flows=60,size=200000,loss=0.01,reorder=0.01,ip=both");
        options.Stacks.BatchSize = batch;
        options.Stacks.RingSize = 1024;
        using Plane plane = TestPlane.Build(options, nf, whole);
        plane.Run(TestContext.Current.CancellationToken);
        Assert.All(plane.Devices[0].Lines[0].Functions, f => Assert.Null(f.Adapter.Failure));
        Assert.Empty(nf.Faults);
        Assert.True(nf.Returned > 20, $"{nf.Returned} of {nf.Released}");
        Assert.All(nf.Seen, s => Assert.Equal(whole.BytesOf(s.Flow, s.Sender, s.Offset, s.Bytes.Length), s.Bytes));
        AssertNothingIsKept(plane);
    }

    [Theory]
    [InlineData("Inline")]
    [InlineData("Dedicated")]
    public void Run_SubscribingAgainAlone_TurnsReassemblyOnAgain(string placement)
    {
        ReturningNf nf = new(releaseAfter: 3, returnAfter: 8);
        HostOptions options = TestPlane.Options(1, Enum.Parse<Placement>(placement), "mem:flows=60,size=200000,loss=0.01,reorder=0.01,ip=both");
        options.Stacks.RingSize = 1024;
        using Plane plane = TestPlane.Build(options, nf);
        plane.Run(TestContext.Current.CancellationToken);
        Assert.Empty(nf.Faults);
        Assert.True(nf.Returned > 20, $"{nf.Returned} of {nf.Released}");
        AssertNothingIsKept(plane);
    }

    [Fact]
    public void Run_SymmetricTraffic_DeliversFourToTwoToOne()
    {
        EventList both = new(d => d.Subscribe("PKT/TCP", half: "both"));
        EventList ofClient = new(d => d.Subscribe("PKT/TCP", half: "both", sender: "client"));
        EventList atServer = new(d => d.Subscribe("PKT/TCP", half: "server", sender: "client"));
        HostOptions options = TestPlane.Options(3);
        using Plane plane = TestPlane.Build(options, _ => Microboxes.Testing.Packets.FrameDevice.Open(SymmetricTraffic.Frames(packetsEachWay: 500)), both, ofClient, atServer);
        plane.Run(TestContext.Current.CancellationToken);
        Assert.Equal((2000, 1000, 500), (both.Events.Count, ofClient.Events.Count, atServer.Events.Count));
        Assert.Equal([2000, 1000, 500], plane.Report().Functions.Select(f => f.Events));
    }

    // The NFs passed the last events after the line's last round: one more, as a lane would go on making them.
    private static void AssertNothingIsKept(Plane plane)
    {
        StackLine line = plane.Devices[0].Lines[0].Line;
        line.DoWork(0);
        Assert.Equal((0, 0), (line.Retained.Pool.Used, line.Held.HeldBytes));
    }

    private static (SwitchingNf Nf, long Handed) Switch(Placement placement, int batch, int ring)
    {
        SwitchingNf nf = new();
        HostOptions options = TestPlane.Options(1, placement, Device);
        options.Stacks.BatchSize = batch;
        options.Stacks.RingSize = ring;
        using Plane plane = TestPlane.Build(options, nf);
        plane.Run(TestContext.Current.CancellationToken);
        NfAdapter adapter = plane.Devices[0].Lines[0].Functions[0].Adapter;
        Assert.Null(adapter.Failure);
        return (nf, adapter.Handed);
    }
}
