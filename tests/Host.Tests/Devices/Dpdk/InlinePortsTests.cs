using Microboxes.Host.Configuration;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Host.Tests.Functions;
using Microboxes.Plugins.Functions;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices.Dpdk;

[Collection("DPDK")]
public sealed class InlinePortsTests
{
    [Theory]
    [InlineData("Inline", 1)]
    [InlineData("Packed", 1)]
    [InlineData("Packed", 2)]
    [InlineData("Dedicated", 3)]
    public void Run_BetweenTwoPorts_PassesEveryFrameBothWays(string placement, int lines)
    {
        using WirePair wires = new(lines);
        using InlinePlane plane = new(
            wires,
            options =>
            {
                options.Lanes.Placement = Enum.Parse<Placement>(placement);
                options.Stacks.Count = lines;
                options.Applications[0].Functions[0].Mode = FunctionMode.Inline;
            },
            () => new EventList(d => d.Subscribe("PKT")));
        List<Frame> traffic = Traffic();
        foreach (Frame frame in traffic) Assert.True(wires.Send(frame.Bytes, SideOf(frame)));
        List<(byte[] Bytes, ushort Port)> received = wires.Receive(traffic.Count);
        PlaneReport report = plane.Stop();
        Assert.Equal(traffic.Count, report.Packets);
        Assert.Equal(traffic.Count, report.Delivered);
        foreach (ushort side in (ushort[])[0, 1])
        {
            string[] sent = [.. traffic.Where(f => SideOf(f) == side).Select(f => Convert.ToHexString(f.Bytes))];
            string[] came = [.. received.Where(f => f.Port != side).Select(f => Convert.ToHexString(f.Bytes))];
            Assert.NotEmpty(sent);
            // Of several stack lines each keeps the order of its flows only.
            if (lines > 1)
            {
                Array.Sort(sent, StringComparer.Ordinal);
                Array.Sort(came, StringComparer.Ordinal);
            }

            Assert.Equal(sent, came);
        }

        plane.Dispose();
        Assert.Equal(0, wires.BuffersInUse);
    }

    [Fact]
    public void Run_ListeningOnly_SendsNothing()
    {
        using WirePair wires = new();
        EventList events = new(d => d.Subscribe("PKT"));
        using InlinePlane plane = new(wires, options => options.Devices[0].Mode = DeviceMode.Mirror, () => events);
        List<Frame> traffic = Traffic();
        foreach (Frame frame in traffic) Assert.True(wires.Send(frame.Bytes, 0));
        while (plane.Plane.Report().Packets < traffic.Count) Thread.Yield();
        PlaneReport report = plane.Stop();
        Assert.Equal(traffic.Count, report.Delivered);
        Assert.NotEmpty(events.Events);
        Assert.True(wires.IsEmpty);
    }

    [Fact]
    public void Run_WithDropVerdicts_PassesNothing()
    {
        using WirePair wires = new();
        using InlinePlane plane = new(wires, options => options.Applications[0].Functions[0].Mode = FunctionMode.Inline, () => new FailingNf(long.MaxValue, Verdict.Drop));
        List<Frame> traffic = Traffic();
        foreach (Frame frame in traffic) Assert.True(wires.Send(frame.Bytes, 0));
        while (plane.Plane.Report().Packets < traffic.Count) Thread.Yield();
        PlaneReport report = plane.Stop();
        Assert.Equal(new("verdict", traffic.Count), Assert.Single(report.Drops));
        Assert.True(wires.IsEmpty);
    }

    private static List<Frame> Traffic()
    {
        using IPacketDevice device = DeviceFactory.Open("mem:flows=60");
        return FrameList.From(device);
    }

    // Clients on one side, servers on the other.
    private static ushort SideOf(Frame frame)
    {
        FrameLayout layout = FrameLayout.Of(frame)!;
        return (ushort)(layout.Source(frame).SequenceCompareTo(layout.Destination(frame)) < 0 ? 0 : 1);
    }
}
