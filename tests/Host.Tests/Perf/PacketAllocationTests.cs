using Xunit;

namespace Microboxes.Host.Tests.Perf;

public sealed class PacketAllocationTests
{
    private const long WarmUp = 100_000;
    private const long Million = 1_000_000;

    // In order for ever; and connections that open, lose, reorder, overlap, reset and close, from a table too small for them all.
    [Theory]
    [InlineData("mem:trace=random,flows=1000,rounds=80")]
    [InlineData("mem:flows=20000,size=4000,loss=0.02,reorder=0.02,duplicate=0.01,overlap=0.01,rst=0.1,open=0.5,preload=yes,rounds=10")]
    public void MillionPackets_ThroughStackAndFunction_AllocateNothing(string device)
    {
        using SteppedPlane plane = new(device, flowTableCapacity: 2000);
        plane.StepUntil(WarmUp);
        long packetsBefore = plane.Line.PacketsTaken;
        long bytesBefore = GC.GetAllocatedBytesForCurrentThread();

        plane.StepUntil(WarmUp + Million);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - bytesBefore);
        Assert.InRange(plane.Line.PacketsTaken - packetsBefore, Million - 1024, long.MaxValue);
        Assert.InRange(plane.Function.Packets, Million, long.MaxValue);
        Assert.InRange(plane.Function.Bytes, Million, long.MaxValue);
    }
}
