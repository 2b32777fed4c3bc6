using System.Globalization;
using Microboxes.Plugins.Events;
using Xunit;

namespace Microboxes.Host.Tests.Perf;

[Collection(nameof(FlowTurnoverTests))]
[CollectionDefinition(nameof(FlowTurnoverTests), DisableParallelization = true)]
public sealed class FlowTurnoverTests
{
    private const string Kind = ",concurrent=500,size=100,open=0.5,reorder=0.01,rst=0.1";

    [Fact]
    public void TenTimesTheTable_EveryFlowIsAccountedFor()
    {
        using SteppedPlane plane = new("mem:flows=100000" + Kind, flowTableCapacity: 10_000);
        plane.StepUntil(long.MaxValue);
        AssertReconciled(plane, 100_000);
        Assert.InRange(plane.Line.NetworkCounters.FlowsEnded[(int)EndReason.Evicted], 30_000, 70_000);
        Assert.Equal(0, plane.Line.Flows.Count);
        Assert.Equal(0, plane.Line.Held.HeldBytes);
    }

    [Fact]
    public void OpenFlows_MeetTheCapAndNeverPassIt()
    {
        using SteppedPlane plane = new("mem:flows=30000" + Kind, flowTableCapacity: 5_000);
        long most = 0;
        for (long packets = 0; packets < 200_000; packets += 1000)
        {
            plane.StepUntil(packets);
            most = Math.Max(most, plane.Line.Flows.Count);
        }

        Assert.Equal(5_000, most);
        plane.StepUntil(long.MaxValue);
        AssertReconciled(plane, 30_000);
    }

    [Fact]
    [Trait("Length", "long")]
    public void TenMillionFlows_TakeNoMoreMemoryThanTwoMillion()
    {
        using SteppedPlane plane = new("mem:flows=10000000,concurrent=10000,size=100,open=0.9,reorder=0.01", flowTableCapacity: 1_000_000);
        double early = ResidentAfter(plane, 2_000_000);
        double late = ResidentAfter(plane, 9_900_000);
        Assert.InRange(late / early, 0.95, 1.05);
        plane.StepUntil(long.MaxValue);
        AssertReconciled(plane, 10_000_000);
    }

    private static void AssertReconciled(SteppedPlane plane, long flows)
    {
        long[] ended = plane.Line.NetworkCounters.FlowsEnded;
        Assert.Equal(plane.Line.NetworkCounters.FlowsOpened, ended.Sum() + plane.Line.Flows.Count);
        Assert.InRange(plane.Line.NetworkCounters.FlowsOpened, flows, long.MaxValue);
        Assert.Equal(plane.Line.NetworkCounters.FlowsOpened, plane.Function.Started);
        Assert.Equal(ended, plane.Function.Ends);
    }

    private static double ResidentAfter(SteppedPlane plane, long flows)
    {
        while (plane.Line.NetworkCounters.FlowsOpened < flows) plane.StepUntil(plane.Line.PacketsTaken + 1000);
        GC.Collect();
        const string Field = "VmRSS:";
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(Field, StringComparison.Ordinal));
        return double.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
