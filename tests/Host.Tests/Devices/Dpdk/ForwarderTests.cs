using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices.Dpdk;

[Collection("DPDK")]
public sealed class ForwarderTests
{
    [Theory]
    [InlineData("Inline")]
    [InlineData("Packed")]
    public void Run_WithoutApplications_PassesEveryFrameUnseen(string placement)
    {
        using WirePair wires = new();
        using InlinePlane plane = new(
            wires,
            options =>
            {
                options.Applications.Clear();
                options.Lanes.Placement = Enum.Parse<Placement>(placement);
            },
            () => new EventList(d => d.Subscribe("PKT")));
        using IPacketDevice source = DeviceFactory.Open("mem:flows=60");
        List<Frame> traffic = FrameList.From(source);
        foreach (Frame frame in traffic) Assert.True(wires.Send(frame.Bytes, 1));
        List<(byte[] Bytes, ushort Port)> received = wires.Receive(traffic.Count);
        PlaneReport report = plane.Stop();
        Assert.Equal(traffic.Count, report.Packets);
        Assert.Equal(traffic.Count, report.Delivered);
        Assert.Equal(traffic.Select(f => Convert.ToHexString(f.Bytes)), received.Select(f => Convert.ToHexString(f.Bytes)));
        Assert.All(received, f => Assert.Equal(0, f.Port));
        Assert.Empty(report.StackLines);
    }
}
