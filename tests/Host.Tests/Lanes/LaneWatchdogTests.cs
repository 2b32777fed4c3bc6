using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Host.Tests.Lanes;

public sealed class LaneWatchdogTests : IDisposable
{
    private const string Traffic = "mem:flows=200,size=20000,loss=0.01";
    private const int Buffers = 1000;
    private const int StuckAt = 700;
    private const int WokenAt = 5000;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);
    private readonly ManualResetEventSlim wake = new();
    private readonly ManualResetEventSlim woken = new();

    [Theory]
    [InlineData("Packed", 1, "Inline", "Open")]
    [InlineData("Packed", 1, "Inline", "Closed")]
    [InlineData("Packed", 2, "Inline", "Closed")]
    [InlineData("Dedicated", 2, "Inline", "Open")]
    [InlineData("Dedicated", 2, "Inline", "Closed")]
    [InlineData("Dedicated", 2, "Tap", "Open")]
    [InlineData("Dedicated", 2, "Lossy", "Open")]
    [InlineData("Packed", 1, "Tap", "Open")]
    public void Run_NfIsStuckAndWakesUpWriting_NothingElseDiffers(string placement, int cores, string mode, string policy)
    {
        (ulong hash, long events, long packets) = WithoutTheNf();
        EventHash after = new(WokenAt, wake);
        HostOptions options = Options(2, Enum.Parse<Placement>(placement), cores);
        options.Applications[0].Functions[0].Mode = Enum.Parse<FunctionMode>(mode);
        options.Applications[0].Functions[0].OnFailure = Enum.Parse<FailurePolicy>(policy);
        using Plane plane = TestPlane.Build(options, _ => NewDevice(), new StuckNf(StuckAt, wake, woken), after);
        using LaneWatchdog watchdog = new(plane.Lanes, Patience);
        watchdog.Start();
        plane.Run(TestContext.Current.CancellationToken);
        Assert.True(woken.IsSet);
        Assert.Equal((events, hash), (after.Events, after.Hash));
        NfAdapter stuck = plane.Devices[0].Lines[0].Functions[0].Adapter;
        Assert.Equal("F0#0 did not come back from an event and was moved aside: correct the function and reload it.", stuck.Failure);
        Assert.Equal(StuckAt - 1, stuck.Handed);
        AssertAccountedFor(plane.Report(), packets, policy == "Closed");
        Assert.True(SpinWait.SpinUntil(() => plane.Lanes.Stuck.Count == 0, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Run_NfNeverComesBack_TheRestGoesOnToTheEnd()
    {
        (ulong hash, long events, long _) = WithoutTheNf();
        EventHash after = new();
        using Plane plane = TestPlane.Build(Options(2, Placement.Packed, 1), _ => NewDevice(), new StuckNf(StuckAt, wake, woken), after);
        using LaneWatchdog watchdog = new(plane.Lanes, Patience);
        watchdog.Start();
        woken.Set();
        plane.Run(TestContext.Current.CancellationToken);
        Assert.Equal((events, hash), (after.Events, after.Hash));
        Assert.Equal((1, 1), (plane.Lanes.Stuck.Count, plane.Devices[0].Lines[0].Line.Renewal.CondemnedRings));
        wake.Set();
    }

    public void Dispose()
    {
        wake.Dispose();
        woken.Dispose();
    }

    private static void AssertAccountedFor(PlaneReport report, long packets, bool failsClosed)
    {
        Assert.Equal(packets, report.Packets);
        Assert.Equal(packets, report.Delivered + report.Drops.Sum(drop => drop.Value));
        if (failsClosed) Assert.InRange(report.Delivered, 1, StuckAt);
        else Assert.Equal(packets, report.Delivered);
    }

    private static (ulong Hash, long Events, long Packets) WithoutTheNf()
    {
        EventHash reference = new();
        using Plane plane = TestPlane.Build(Options(1, Placement.Inline, 1), _ => DeviceFactory.Open(Traffic), reference);
        plane.Run(TestContext.Current.CancellationToken);
        return (reference.Hash, reference.Events, plane.Report().Packets);
    }

    private LeasedDevice NewDevice() => new(DeviceFactory.Open(Traffic), Buffers, _ => wake.IsSet && !woken.IsSet);

    // Each function in an application of its own: what one drops the others still see.
    private static HostOptions Options(int functions, Placement placement, int cores)
    {
        HostOptions options = TestPlane.Options(functions, placement);
        options.Lanes.Cores = [.. Enumerable.Range(0, cores)];
        options.Stacks.RingSize = 1024;
        options.Applications = [.. options.Applications[0].Functions.Select((f, i) => new ApplicationOptions { Name = $"app{i}", Functions = [f] })];
        return options;
    }
}
