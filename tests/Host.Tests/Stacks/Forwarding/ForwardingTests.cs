using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Host.Tests.Functions;
using Microboxes.Plugins.Functions;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Forwarding;

public sealed class ForwardingTests
{
    [Theory]
    [InlineData("Inline")]
    [InlineData("Packed")]
    [InlineData("Dedicated")]
    public void Run_WithASink_SendsEveryPacketOnInOrder(string placement)
    {
        List<Frame> frames = Traffic();
        SentFrames sent = new();
        PlaneReport report = Run(frames, sent, Enum.Parse<Placement>(placement), FunctionMode.Inline, new EventList(d => d.Subscribe("PKT")));
        Assert.Equal(frames.Count, report.Delivered);
        Assert.Equal(frames.Select(f => Convert.ToHexString(f.Bytes)), sent.Frames.Select(f => Convert.ToHexString(f.Bytes)));
        Assert.All(sent.Frames, f => Assert.Equal(1, f.Port));
        Assert.Equal(0, sent.StillRead);
    }

    [Theory]
    [InlineData("Inline")]
    [InlineData("Dedicated")]
    public void Run_WithATapThatFollows_SendsEveryPacketOnInOrder(string placement)
    {
        SentFrames sent = new();
        List<Frame> frames = Traffic();
        PlaneReport report = Run(frames, sent, Enum.Parse<Placement>(placement), FunctionMode.Tap, new EventList(d => d.Subscribe("PKT")));
        Assert.Equal(frames.Select(f => Convert.ToHexString(f.Bytes)), sent.Frames.Select(f => Convert.ToHexString(f.Bytes)));
        Assert.Equal(frames.Count, report.Delivered);
    }

    [Fact]
    public void Run_WithDropVerdicts_SendsOnlyWhatPassed()
    {
        SentFrames sent = new();
        List<Frame> frames = Traffic();
        PlaneReport report = Run(frames, sent, Placement.Inline, FunctionMode.Inline, new FailingNf(long.MaxValue, Verdict.Drop));
        Assert.Empty(sent.Frames);
        Assert.Equal(frames.Count, Assert.Single(report.Drops).Value);
    }

    [Fact]
    public void Run_WithFramesThatAreNotIp_LetsThemPassInTheirPlace()
    {
        List<Frame> frames = [.. Traffic().Take(3)];
        byte[] arp = new byte[42];
        (arp[12], arp[13]) = (0x08, 0x06);
        frames.Insert(1, new(arp, frames[0].Timestamp));
        SentFrames sent = new();
        PlaneReport report = Run(frames, sent, Placement.Inline, FunctionMode.Inline, new EventList(d => d.Subscribe("PKT")));
        Assert.Equal(4, report.Delivered);
        Assert.Equal(arp, sent.Frames[1].Bytes);
    }

    [Fact]
    public void Run_WithAPortThatIsFull_CountsWhatWasRefused()
    {
        List<Frame> frames = Traffic();
        SentFrames sent = new() { Room = 10 };
        PlaneReport report = Run(frames, sent, Placement.Inline, FunctionMode.Inline, new EventList(d => d.Subscribe("PKT")));
        Assert.Equal(10, report.Delivered);
        Assert.Equal(new("transmit_full", frames.Count - 10), Assert.Single(report.Drops));
    }

    private static List<Frame> Traffic()
    {
        using IPacketDevice device = DeviceFactory.Open("mem:flows=40");
        return FrameList.From(device);
    }

    private static PlaneReport Run(List<Frame> frames, SentFrames sent, Placement placement, FunctionMode mode, NetworkFunction function)
    {
        HostOptions options = TestPlane.Options(1, placement);
        options.Applications[0].Functions[0].Mode = mode;
        using Plane plane = TestPlane.Build(options, _ => new ForwardingDevice(FrameDevice.Open(frames), sent), function);
        plane.Run(TestContext.Current.CancellationToken);
        return plane.Report();
    }
}
