using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks;
using Microboxes.Host.Tests.Control;
using Xunit;

namespace Microboxes.Host.Tests.Perf;

public sealed class PublishingAllocationTests
{
    private const long WarmUp = 100_000;
    private const long Measured = 300_000;

    [Fact]
    public void Packets_WhoseEventsCauseOthers_AllocateNothing()
    {
        PublishingFunction first = new(d => d.Subscribe("PKT", half: "sending").Subscribe("EVENT/BACK", feedback: true).Publish<long>("EVENT/FIRST", most: 1));
        PublishingFunction second = new(d => d.Subscribe("EVENT/FIRST").Publish<long>("EVENT/BACK"));
        PublishingFunction third = new(d => d.Subscribe("EVENT/FIRST").Subscribe("EVENT/BACK").Subscribe("PKT", half: "sending").Publish<long>("EVENT/LAST"));
        HostOptions options = TestPlane.Options(3, Placement.Inline, "mem:trace=random,flows=1000,rounds=80");
        options.Stacks.FlowTableCapacity = 2000;
        using Plane plane = TestPlane.Build(options, first, second, third);
        StackLine line = plane.Devices[0].Lines[0].Line;
        IDutyCycle[] cycles = [.. plane.Devices[0].DutyCycles];
        StepUntil(WarmUp);
        long events = third.Events;
        long before = GC.GetAllocatedBytesForCurrentThread();

        StepUntil(WarmUp + Measured);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(third.Events - events, 3 * Measured, long.MaxValue);

        void StepUntil(long packets)
        {
            while (line.PacketsTaken < packets)
            {
                foreach (IDutyCycle cycle in cycles) cycle.DoWork(Lane.Budget);
            }
        }
    }
}
