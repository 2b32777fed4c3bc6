using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Xunit;

namespace Microboxes.Host.Tests.Functions.Publishing;

/// <summary>A subscription marked as feedback orders nothing and loses nothing; NFs that listen to each other never wait for each other.</summary>
public sealed class FeedbackTests
{
    private const string Device = "mem:flows=300,size=6000,concurrent=50";

    public static TheoryData<string, int> Runs() => new()
    {
        { "Inline", 4096 }, { "Inline", 1024 }, { "Packed", 1024 }, { "Dedicated", 1024 }, { "Dedicated", 4096 },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Run_WithFeedback_DeliversAllOfItOnceAndInThePublishersOrder(string placement, int ring)
    {
        NotingNf firewall = new(0, d => d.Subscribe("PKT").Subscribe("EVENT/ALERT", feedback: true));
        NotingNf detector = new(1, d => d.Subscribe("PKT").Subscribe("FLOW/END").Publish<Note>("EVENT/ALERT"));
        Run(placement, ring, firewall, detector);
        Assert.Equal(Enumerable.Range(1, detector.Events.Count).Select(n => (long)n), firewall.Events.Where(e => e.Number > 0).Select(e => e.Number));
        AssertFlowsAreWhatTheyWere(firewall, detector);
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Run_WithTwoThatListenToEachOther_EndsAndCountsWhatWasRefused(string placement, int ring)
    {
        NotingNf first = new(0, d => d.Subscribe("PKT").Subscribe("EVENT/ANSWER", feedback: true).Publish<Note>("EVENT/QUESTION"), draw => draw % 2 == 0 ? 1 : 0);
        NotingNf second = new(1, d => d.Subscribe("PKT").Subscribe("EVENT/QUESTION").Publish<Note>("EVENT/ANSWER", most: 2), draw => (int)(draw % 2));
        PlaneReport report = Run(placement, ring, first, second);
        Assert.Equal(second.Events.Count(e => e.Number > 0), first.Published);
        Assert.Equal(first.Events.Count(e => e.Number > 0), second.Published);
        Assert.Equal([first.Refused, second.Refused], report.Functions.Select(f => f.Refused));
        Assert.True(first.Published > 1000);
    }

    // Its record may soon be another flow's, and nobody who follows would hold it.
    [Fact]
    public void Publish_AboutAFlowThatHasEndedMeanwhile_IsRefused()
    {
        NotingNf first = new(0, d => d.Subscribe("FLOW/END").Subscribe("EVENT/ALERT", feedback: true).Publish<Note>("EVENT/ANSWER"));
        NotingNf second = new(1, d => d.Subscribe("FLOW/END").Publish<Note>("EVENT/ALERT"));
        NotingNf third = new(2, d => d.Subscribe("EVENT/ANSWER"));
        Run("Inline", 4096, first, second, third);
        int flows = second.Events.Count;
        Assert.True(flows > 100);
        Assert.Equal((2 * flows, flows, flows), (first.Events.Count, first.Refused, third.Events.Count));
        Assert.All(third.Events, noted => Assert.Contains("172.16.0.", noted.Flow, StringComparison.Ordinal));
    }

    private static PlaneReport Run(string placement, int ring, params NotingNf[] functions)
    {
        HostOptions options = TestPlane.Options(functions.Length, Enum.Parse<Placement>(placement), Device);
        options.Stacks.RingSize = ring;
        // Few records, so that those of ended flows are soon used again.
        options.Stacks.FlowTableCapacity = 64;
        using Plane plane = TestPlane.Build(options, functions);
        plane.Run(TestContext.Current.CancellationToken);
        PlaneReport report = plane.Report();
        Assert.All(report.Functions, function => Assert.Equal((null, 0L), (function.Failure, function.Lag)));
        return report;
    }

    // The flow, its key and its packet are still there when the feedback arrives.
    private static void AssertFlowsAreWhatTheyWere(NotingNf follower, NotingNf publisher)
    {
        foreach (Noted noted in follower.Events.Where(e => e.Number > 0))
        {
            Noted cause = publisher.Events[(int)noted.Number - 1];
            Assert.Equal((cause.Flow, cause.Packet, cause.Timestamp), (noted.Flow, noted.Packet, noted.Timestamp));
        }
    }
}
