using Xunit;

namespace Microboxes.Host.Tests.Control.Reloading;

/// <summary>An NF that comes while packets flow is attached to the applications that want it.</summary>
[Trait("Length", "slow")]
public sealed class AttachedPluginTests
{
    [Theory]
    [InlineData("*", "tap")]
    [InlineData("B", "tap")]
    public void Dropped_WhereAnApplicationWantsIt_GetsEvents(string wanted, string mode)
    {
        using LiveRig rig = new(null, wanted);
        rig.Drop("B/B.dll", VersionedNf.Source("B", "one"));
        rig.Becomes("Active", "B");
        LiveRig.Until(() => rig.Count("one", "B") > 1000);
        rig.TrafficFlows("one");
        rig.Drop("B/B.dll", VersionedNf.Source("B", "two"));
        LiveRig.Until(() => rig.Report("B").Reloads == 1);
        LiveRig.Until(() => rig.Count("two", "B") > 1000);
        rig.OldVersionsLeave("B");
        FunctionReport[] functions = [.. rig.End().Functions];
        Assert.Equal(["A", "B"], functions.Select(f => f.Name));
        Assert.All(functions, f => Assert.Equal((mode, 0, null), (f.Mode, f.Missed, f.Failure)));
        Assert.Equal(functions[1].Events, rig.Count("one", "B") + rig.Count("two", "B"));
    }

    [Fact]
    public void Dropped_WhereNobodyWantsIt_IsNotAttached()
    {
        using LiveRig rig = new();
        rig.Drop("B/B.dll", VersionedNf.Source("B", "one"));
        rig.Becomes("Validated", "B");
        rig.TrafficFlows("one");
        Assert.Single(rig.End().Functions);
    }
}
