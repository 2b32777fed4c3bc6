using Microboxes.Host.Control;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Host.Tests.Functions;

public sealed class NfAdapterProxyTests
{
    private const string Device = "mem:flows=200";

    [Fact]
    public async Task Replace_BetweenTwoBatches_LosesAndRepeatsNoEvent()
    {
        HandingNf first = new();
        HandingNf second = new();
        using Plane plane = Build(first);
        Step(plane, 3);
        Task<NfSwap> swap = Replace(plane, second);
        plane.Run(TestContext.Current.CancellationToken);
        long events = Assert.Single(plane.Report().Functions).Events;
        Assert.True(first.Own > 0 && second.Own > 0, "The swap was not in the middle.");
        Assert.Equal((events, events), (first.Own + second.Own, second.Total));
        NfSwap done = await swap;
        Assert.Null(done.Refusal);
        Assert.True(done.Sequence >= first.Own && done.Pause > TimeSpan.Zero);
        Assert.Equal((false, true), (first.Stopped, second.Stopped));
    }

    [Fact]
    public async Task Replace_ByOneThatFailsToTakeOver_LeavesTheOldOneRunning()
    {
        HandingNf first = new();
        HandingNf second = new(failsToTakeOver: true);
        using Plane plane = Build(first);
        Step(plane, 3);
        Task<NfSwap> swap = Replace(plane, second);
        plane.Run(TestContext.Current.CancellationToken);
        FunctionReport report = Assert.Single(plane.Report().Functions);
        Assert.Equal((report.Events, 0, null), (first.Own, second.Own, report.Failure));
        Assert.Equal("F0#0 was not replaced because handing over failed with InvalidOperationException (no room): correct the function and drop it again.", (await swap).Refusal);
    }

    [Fact]
    public async Task Replace_OfOneWithoutHandOver_StopsIt()
    {
        StoppingNf first = new();
        using Plane plane = Build(first);
        Step(plane, 3);
        Task<NfSwap> swap = Replace(plane, new HandingNf());
        Step(plane, 1);
        Assert.Null((await swap).Refusal);
        Assert.Equal(1, first.Stops);
    }

    [Fact]
    public void TakeOut_OfARunningNf_LetsItsEventsPassAndSaysWhy()
    {
        HandingNf function = new();
        using Plane plane = Build(function);
        Step(plane, 3);
        Assert.True(Adapter(plane).Proxy.TakeOut("F0 is not wanted any more."));
        plane.Run(TestContext.Current.CancellationToken);
        FunctionReport report = Assert.Single(plane.Report().Functions);
        Assert.Equal(("F0 is not wanted any more.", function.Own), (report.Failure, report.Events));
        Assert.True(report.Missed > 0 && function.Own > 0);
        Assert.Equal(plane.Report().Packets, plane.Report().Delivered);
    }

    [Fact]
    public async Task Replace_OfOneThatIsOut_PutsItBackIn()
    {
        HandingNf second = new();
        using Plane plane = Build(new FailingNf(10));
        Step(plane, 3);
        Assert.NotNull(plane.Report().Functions[0].Failure);
        Task<NfSwap> swap = Replace(plane, second);
        plane.Run(TestContext.Current.CancellationToken);
        Assert.Null((await swap).Refusal);
        FunctionReport report = plane.Report().Functions[0];
        Assert.Equal((null, second.Total), (report.Failure, second.Own));
        Assert.Equal(second.Own, report.Events - 9);
    }

    [Fact]
    public async Task Replace_WithTheInboxFull_IsRefused()
    {
        using Plane plane = Build(new HandingNf());
        while (Adapter(plane).Proxy.TakeOut("full"))
        {
        }

        Assert.Equal("F0#0 was not replaced because its inbox is full: try again.", (await Replace(plane, new HandingNf())).Refusal);
        Assert.Equal(2, Adapter(plane).Proxy.Refused);
    }

    private static Plane Build(NetworkFunction function) => TestPlane.Build(TestPlane.Options(1, Placement.Inline, Device), function);

    private static NfAdapter Adapter(Plane plane) => plane.Devices[0].Lines[0].Functions[0].Adapter;

    private static Task<NfSwap> Replace(Plane plane, NetworkFunction next)
    {
        Adapter(plane).Attach(next);
        return Adapter(plane).Proxy.Replace(next);
    }

    private static void Step(Plane plane, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            foreach (IDutyCycle cycle in plane.Devices[0].DutyCycles) cycle.DoWork(Lane.Budget);
        }
    }
}
