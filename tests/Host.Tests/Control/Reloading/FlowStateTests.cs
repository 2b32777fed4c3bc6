using Xunit;

namespace Microboxes.Host.Tests.Control.Reloading;

/// <summary>What an NF knows of open flows when it is replaced.</summary>
[Trait("Length", "slow")]
public sealed class FlowStateTests
{
    // More than a flow's packets: reached only where a state is made up.
    private const int MorePackets = 100_000;

    [Fact]
    public void Replaced_WithTheSameLayout_KeepsEachFlowsState()
    {
        // The second version takes a flow's first packet for an error, so that it fails where a state is lost.
        using LiveRig rig = new(Remembers("one"));
        rig.Drop("A/A.dll", Remembers("two"));
        LiveRig.Until(() => rig.Report().Reloads == 1);
        rig.TrafficFlows("two");
        FunctionReport function = Assert.Single(rig.End().Functions);
        Assert.Null(function.Failure);
        Assert.Equal(function.Events, rig.Count("one") + rig.Count("two"));
    }

    [Fact]
    public void Replaced_WithAnotherLayoutAndAMigration_MovesEachFlowsState()
    {
        using LiveRig rig = new(Remembers("one"));
        string migration = $$"""
            protected override void MigrateFlow(ReadOnlySpan<byte> previous, Version writtenBy, ref State flow)
            {
                flow.Started = BitConverter.ToBoolean(previous[8..]);
                flow.Packets = BitConverter.ToInt64(previous) + {{MorePackets}};
            }
            """;
        rig.Drop("A/A.dll", Remembers("two", "public bool Started; public int Other; public long Packets;", migration));
        LiveRig.Until(() => rig.Report().Reloads == 1);
        rig.TrafficFlows("two");
        Assert.Null(Assert.Single(rig.End().Functions).Failure);
        Assert.True(rig.Count("most") > MorePackets, "No state was moved.");
    }

    [Fact]
    public void Replaced_TwiceWithOtherLayouts_MovesTheStatesOfBoth()
    {
        using LiveRig rig = new(Remembers("one"));
        string Migration(int started) => $"protected override void MigrateFlow(ReadOnlySpan<byte> previous, Version writtenBy, ref State flow) => flow.Started = previous.Length == 16 ? BitConverter.ToBoolean(previous[8..]) : BitConverter.ToBoolean(previous[{started}..]);";
        rig.Drop("A/A.dll", Remembers("two", "public bool Started; public long A, B, Packets;", Migration(8)));
        LiveRig.Until(() => rig.Report().Reloads == 1);
        rig.Drop("A/A.dll", Remembers("three", "public long A, B, C; public bool Started; public long Packets;", Migration(0)));
        LiveRig.Until(() => rig.Report().Reloads == 2);
        rig.TrafficFlows("three");
        Assert.Null(Assert.Single(rig.End().Functions).Failure);
    }

    [Fact]
    public void Replaced_WithAnotherLayoutAndNoMigration_IsRefused()
    {
        using LiveRig rig = new();
        rig.Drop("A/A.dll", VersionedNf.Source("A", "two", state: "public int Packets; public int Other;"));
        rig.Becomes("Incompatible");
        Assert.Contains("lays the state of its flows out otherwise", rig.Report().Reason, StringComparison.Ordinal);
        rig.TrafficFlows("one");
    }

    // Fails at a packet of a flow that it never saw begin.
    private static string Remembers(string version, string state = "public long Packets; public bool Started;", string members = "") => VersionedNf.Source("A", version, "EVENT", state, members, """
        ref State flow = ref StateOf(batch.Current);
        if (batch.Current.Type == EventTypes.FlowStart) flow.Started = true;
        else if (!flow.Started) throw new InvalidOperationException("a state was lost");
        """);
}
