using Microboxes.Host;
using Microboxes.Host.Control;
using Microboxes.Host.Functions;
using Microboxes.Host.Stacks;
using Microboxes.Host.Stacks.Network.Distribution;
using Microboxes.Host.Stacks.Network.Fragments;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>What a plane that ran to its end must leave: every packet counted once, nothing held.</summary>
internal static class Leftovers
{
    internal static void Check(Plane plane)
    {
        PlaneReport report = plane.Report();
        Assert.Equal(report.Packets, report.Delivered + report.Drops.Sum(drop => drop.Value));
        foreach (DeviceWiring device in plane.Devices)
        {
            foreach (LineWiring line in device.Lines) Check(line);
            if (device.Distributor != null) Check(device.Distributor, device.Queues);
        }
    }

    private static void Check(LineWiring wiring)
    {
        StackLine line = wiring.Line;
        // NFs passed the last events after the line's last round: one more, as a lane would go on making them.
        line.DoWork(0);
        Assert.Equal(0, line.Flows.Count);
        Assert.Equal(0, line.Flows.Retired);
        Assert.Equal(line.NetworkCounters.FlowsOpened, line.NetworkCounters.FlowsEnded.Sum());
        Assert.Equal(0, line.Held.HeldBytes);
        Assert.Equal(0, line.Held.HeldSegmentCount);
        Assert.Equal(0, line.Held.CopiedBytes);
        Assert.Equal(0, line.Publisher.Packets.Unfinished);
        Assert.Equal(0, line.Publisher.Packets.Unreclaimed);
        Check(line.Defragmenter);
        foreach ((_, NfAdapter adapter) in wiring.Functions)
        {
            Assert.Null(adapter.Failure);
            Assert.Equal(0, adapter.Lag);
        }
    }

    private static void Check(Distributor distributor, DistributedQueue[] queues)
    {
        foreach (DistributedQueue queue in queues)
        {
            // Given back after the distributor's work was done. The lowest bit says whose they are.
            while (queue.TryTakeReturned(out nint lease))
            {
                if ((lease & 1) != 0) distributor.Defragmenter.Release(lease & ~1);
            }
        }

        Check(distributor.Defragmenter);
    }

    private static void Check(Defragmenter defragmenter)
    {
        Assert.Equal(0, defragmenter.Waiting);
        Assert.Equal(0, defragmenter.Datagrams);
        Assert.Equal(0, defragmenter.Leased);
        Assert.Equal(0, defragmenter.MemoryInUse);
    }
}
