using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Host.Tests.Functions;

public sealed class FailurePolicyTests
{
    private const string Device = "mem:flows=50";

    [Fact]
    public void Run_InlineNfFailsOpen_LaterPacketsPass()
    {
        PlaneReport report = Run(FunctionMode.Inline, FailurePolicy.Open, new FailingNf(100));
        Assert.Equal(report.Packets, report.Delivered);
        AssertTakenOut(report, 99);
    }

    [Fact]
    public void Run_InlineNfFailsOpen_WhatItWasAboutToDecideDoesNotCount()
    {
        PlaneReport report = Run(FunctionMode.Inline, FailurePolicy.Open, new FailingNf(1, Verdict.Drop));
        Assert.Equal(report.Packets, report.Delivered);
        AssertTakenOut(report, 0);
    }

    [Fact]
    public void Run_InlineNfFailsClosed_ItsPacketsAreDroppedFromTheFailureOn()
    {
        PlaneReport report = Run(FunctionMode.Inline, FailurePolicy.Closed, new FailingNf(100));
        Assert.Equal(99, report.Delivered);
        Assert.Equal(report.Packets - 99, Assert.Single(report.Drops).Value);
        AssertTakenOut(report, 99);
    }

    [Theory]
    [InlineData("Inline", "Inline")]
    [InlineData("Tap", "Inline")]
    [InlineData("Inline", "Packed")]
    [InlineData("Tap", "Packed")]
    public void Run_InlineNfFailsClosed_LaterNfsSkipItsPackets(string later, string placement)
    {
        EventList after = new(declaration => declaration.Subscribe("PKT"));
        HostOptions options = TestPlane.Options(2, Enum.Parse<Placement>(placement), Device);
        options.Applications[0].Functions[0].Mode = FunctionMode.Inline;
        options.Applications[0].Functions[0].OnFailure = FailurePolicy.Closed;
        options.Applications[0].Functions[1].Mode = Enum.Parse<FunctionMode>(later);
        // A tap follows by itself; two inline functions run in parallel unless they are told not to.
        if (later == "Inline") options.Applications[0].Functions[1].After.Add(TestPlane.Name(0));
        using Plane plane = TestPlane.Build(options, new FailingNf(100), after);
        plane.Run(TestContext.Current.CancellationToken);
        Assert.Equal(99, after.Events.Count);
        Assert.Equal(99, plane.Report().Functions[1].Events);
    }

    [Fact]
    public void Run_TapFails_NothingIsDropped()
    {
        PlaneReport report = Run(FunctionMode.Tap, FailurePolicy.Open, new FailingNf(7));
        Assert.Equal(report.Packets, report.Delivered);
        AssertTakenOut(report, 6);
    }

    [Fact]
    public void Build_TapThatFailsClosed_IsAMistake()
    {
        PlanException mistake = Assert.Throws<PlanException>(() => Run(FunctionMode.Tap, FailurePolicy.Closed, new FailingNf(1)));
        Assert.Equal("F0 in application test has OnFailure 'closed' but is a tap, which packets do not wait for: give it Mode 'inline' or OnFailure 'open'.", mistake.Message);
    }

    private static PlaneReport Run(FunctionMode mode, FailurePolicy policy, NetworkFunction function)
    {
        HostOptions options = TestPlane.Options(1, device: Device);
        options.Applications[0].Functions[0].Mode = mode;
        options.Applications[0].Functions[0].OnFailure = policy;
        using Plane plane = TestPlane.Build(options, function);
        plane.Run(TestContext.Current.CancellationToken);
        return plane.Report();
    }

    // The event it failed at is among those missed.
    private static void AssertTakenOut(PlaneReport report, long handed)
    {
        FunctionReport function = Assert.Single(report.Functions);
        Assert.Equal((handed, report.Packets - handed), (function.Events, function.Missed));
        Assert.Equal("F0#0 failed with InvalidOperationException (out of ideas) and was taken out: correct the function and start again.", function.Failure);
    }
}
