using System.Net;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Forwarding;

public sealed class FragmentForwardingTests
{
    private static readonly byte[] Payload = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2", 1500, 1)]
    [InlineData("10.0.0.1", "10.0.0.2", 576, 3)]
    [InlineData("fd00::1", "fd00::2", 1280, 1)]
    [InlineData("fd00::1", "fd00::2", 1400, 2)]
    public void Run_WithADatagramInFragments_SendsTheSameFragments(string from, string to, int size, int lines)
    {
        PacketBuilder packet = new() { Source = IPAddress.Parse(from), Destination = IPAddress.Parse(to), Vlans = [17], Payload = Payload };
        List<Frame> fragments = [.. Fragmentation.Split(new(packet.Udp(), 1), size, 4711)];
        SentFrames sent = new();
        PlaneReport report = Run(fragments, sent, lines);
        Assert.Equal(fragments.Select(f => Convert.ToHexString(f.Bytes)), sent.Frames.Select(f => Convert.ToHexString(f.Bytes)));
        Assert.Equal(1, report.Delivered);
        Assert.Equal(new("fragment_merged", fragments.Count - 1), Assert.Single(report.Drops));
    }

    [Fact]
    public void Run_WithADatagramThatIsNotWhole_SendsNothingOfIt()
    {
        List<Frame> fragments = [.. Fragmentation.Split(new(new PacketBuilder { Payload = Payload }.Udp(), 1), 1500, 1)];
        fragments.RemoveAt(1);
        SentFrames sent = new();
        PlaneReport report = Run(fragments, sent, 1);
        Assert.Empty(sent.Frames);
        Assert.Equal(new("fragment_incomplete", fragments.Count), Assert.Single(report.Drops));
    }

    private static PlaneReport Run(List<Frame> frames, SentFrames sent, int lines)
    {
        HostOptions options = TestPlane.Options(1, Placement.Inline);
        options.Stacks.Count = lines;
        options.Applications[0].Functions[0].Mode = FunctionMode.Inline;
        using Plane plane = Plane.Build(
            options, new Microboxes.Host.Commands.DemoOutputs(), _ => new EventList(d => d.Subscribe("PKT")), _ => new ForwardingDevice(FrameDevice.Open(frames), sent));
        plane.Run(TestContext.Current.CancellationToken);
        return plane.Report();
    }
}
