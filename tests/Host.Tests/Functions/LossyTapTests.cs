using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Xunit;

namespace Microboxes.Host.Tests.Functions;

public sealed class LossyTapTests
{
    [Theory]
    [InlineData("Inline", 1_000_000_000)]
    [InlineData("Packed", 10)]
    [InlineData("Dedicated", 10)]
    public void LossyTap_TooSlow_LosesWholeRunsAndAccountsForThem(string placement, int eventsPerPause)
    {
        SlowTap lossless = new(int.MaxValue);
        SlowTap lossy = new(eventsPerPause);
        HostOptions options = TestPlane.Options(2, Enum.Parse<Placement>(placement), "mem:flows=600,size=20000,loss=0.01,ip=both");
        options.Stacks.RingSize = 1024;
        options.Applications[0].Functions[1].Mode = FunctionMode.Lossy;
        using Plane plane = TestPlane.Build(options, lossless, lossy);
        plane.Run(TestContext.Current.CancellationToken);
        Assert.All(plane.Devices[0].Lines[0].Functions, f => Assert.Null(f.Adapter.Failure));
        FunctionReport[] reports = [.. plane.Report().Functions];
        Assert.Equal(("tap", "lossy"), (reports[0].Mode, reports[1].Mode));
        Assert.Equal((lossless.Seen, 0), (reports[0].Events, reports[0].Lost));
        Assert.Equal((lossy.Seen, lossy.ToldLost), (reports[1].Events, reports[1].Lost));
        Assert.Equal(lossless.Seen, lossy.Seen + lossy.ToldLost);
        Assert.InRange(lossy.ToldLost, 1, lossless.Seen - 1);
        Assert.InRange(lossy.Notices, 1, lossy.ToldLost / 256);
        Assert.Equal((0, 0), (reports[0].Lag, reports[1].Lag));
    }

    [Fact]
    public void LossyTap_NeverBehind_LosesNothing()
    {
        SlowTap lossy = new(int.MaxValue);
        HostOptions options = TestPlane.Options(1, device: "mem:flows=20");
        options.Applications[0].Functions[0].Mode = FunctionMode.Lossy;
        using Plane plane = TestPlane.Build(options, lossy);
        plane.Run(TestContext.Current.CancellationToken);
        NfAdapter adapter = plane.Devices[0].Lines[0].Functions[0].Adapter;
        Assert.Equal((0, 0, lossy.Seen), (adapter.Lost, lossy.Notices, adapter.Handed));
    }
}
