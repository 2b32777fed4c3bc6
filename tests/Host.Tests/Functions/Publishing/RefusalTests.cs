using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Xunit;

namespace Microboxes.Host.Tests.Functions.Publishing;

public sealed class RefusalTests
{
    private const string Device = "mem:flows=40";

    [Fact]
    public void Publish_MoreThanDeclared_IsRefusedAndCounted()
    {
        NotingNf flooding = new(0, d => d.Subscribe("PKT").Publish<Note>("EVENT/NOTE", most: 2), _ => 5);
        NotingNf after = new(1, d => d.Subscribe("EVENT/NOTE"));
        PlaneReport report = Run(flooding, after);
        int events = flooding.Events.Count;
        Assert.Equal((2 * events, 3 * events, 2 * events), (report.Functions[0].Published, report.Functions[0].Refused, report.Functions[1].Events));
        Assert.Equal((2 * events, 3 * events), (flooding.Published, flooding.Refused));
    }

    [Fact]
    public void Publish_ForNobody_TakesNoRoom()
    {
        NotingNf lonely = new(0, d => d.Subscribe("PKT").Publish<Note>("EVENT/NOTE"));
        PlaneReport report = Run(lonely);
        Assert.Equal((0, 0), (report.Functions[0].Published, report.Functions[0].Refused));
        Assert.Equal(lonely.Events.Count, lonely.Published);
    }

    [Fact]
    public void Publish_WithFilteredFollower_ShowsItsFlowsOnly()
    {
        NotingNf publisher = new(0, d => d.Subscribe("PKT").Publish<Note>("EVENT/NOTE"));
        NotingNf some = new(1, d => d.Subscribe("EVENT/NOTE", where: "net 10.0.0.0/9", sender: "client"));
        NotingNf all = new(2, d => d.Subscribe("EVENT/NOTE"));
        Run(publisher, some, all);
        Assert.Equal(publisher.Events.Count, all.Events.Count);
        Assert.InRange(some.Events.Count, 1, all.Events.Count - 1);
    }

    private static PlaneReport Run(params NotingNf[] functions)
    {
        using Plane plane = TestPlane.Build(TestPlane.Options(functions.Length, Placement.Inline, Device), functions);
        plane.Run(TestContext.Current.CancellationToken);
        return plane.Report();
    }
}
