using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;
using Microboxes.Host.Tests.Control;
using Xunit;

namespace Microboxes.Host.Tests.Dynamic;

public sealed class FlowControlAllocationTests
{
    [Fact]
    public void HalfAMillionPackets_WithEverythingDoneToEveryFlow_AllocateNothing()
    {
        BusyNf nf = new();
        HostOptions options = TestPlane.Options(1, device: "mem:flows=20000,size=8000,loss=0.01,reorder=0.01,preload=yes,rounds=10");
        options.Applications[0].Functions[0].Mode = FunctionMode.Inline;
        options.Stacks.FlowTableCapacity = 2000;
        using Plane plane = TestPlane.Build(options, nf);
        IDutyCycle[] cycles = [.. plane.Devices[0].DutyCycles];
        StackLine line = plane.Devices[0].Lines[0].Line;
        StepUntil(cycles, line, 300_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        (long written, long returned, long terminated) = (nf.Written, nf.Returned, nf.Terminated);

        StepUntil(cycles, line, 800_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Null(plane.Devices[0].Lines[0].Functions[0].Adapter.Failure);
        Assert.True(nf.Written - written > 100_000 && nf.Returned - returned > 1000 && nf.Terminated - terminated > 1000, $"{nf.Written} {nf.Returned} {nf.Terminated}");
    }

    private static void StepUntil(IDutyCycle[] cycles, StackLine line, long packets)
    {
        while (line.PacketsTaken < packets)
        {
            foreach (IDutyCycle cycle in cycles) cycle.DoWork(Lane.Budget);
        }
    }
}
