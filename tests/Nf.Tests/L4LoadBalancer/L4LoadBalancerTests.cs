using System.Net;
using Microboxes.Host;
using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Nf.L4LoadBalancer;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Functions;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Nf.Tests.L4LoadBalancer;

public sealed class L4LoadBalancerTests
{
    [Theory]
    [InlineData("192.0.2.1", "10.0.9.", "10.0.0.1")]
    [InlineData("2001:db8::1", "fd00:9::", "fd00::1")]
    public void Connections_ToTheService_ReachOneBackendEachAndAnswersComeFromTheService(string service, string backendPrefix, string client)
    {
        List<Frame> frames = [];
        for (int port = 2000; port < 2400; port++)
        {
            PacketBuilder there = new() { Source = IPAddress.Parse(client), SourcePort = (ushort)port, Destination = IPAddress.Parse(service), DestinationPort = 80, Payload = [1, 2, 3] };
            for (int i = 0; i < 3; i++) frames.Add(new((there with { Sequence = (uint)i * 3 }).Tcp(), frames.Count));
        }

        List<TcpFrame> sent = Run(frames, Text(service, 80), [.. Enumerable.Range(1, 10).Select(i => Text(backendPrefix + i, 8080))]);
        Assert.Equal(frames.Count, sent.Count);
        Assert.All(sent, frame => Assert.True(frame.HasValidChecksum));
        Assert.All(sent, frame => Assert.Equal(8080, frame.Destination.Port));
        // A connection keeps its backend, and all backends get some.
        Assert.All(sent.GroupBy(frame => frame.Source), connection => Assert.Single(connection.Select(frame => frame.Destination).Distinct()));
        Assert.Equal(10, sent.Select(frame => frame.Destination).Distinct().Count());

        List<Frame> answers = [.. sent.Select((frame, i) => new Frame(
            new PacketBuilder { Source = frame.Destination.Address, SourcePort = 8080, Destination = IPAddress.Parse(client), DestinationPort = (ushort)frame.Source.Port, Payload = [4, 5] }.Tcp(), i))];
        List<TcpFrame> returned = Run(answers, Text(service, 80), [.. Enumerable.Range(1, 10).Select(i => Text(backendPrefix + i, 8080))]);
        Assert.All(returned, frame => Assert.Equal(new IPEndPoint(IPAddress.Parse(service), 80), frame.Source));
        Assert.All(returned, frame => Assert.True(frame.HasValidChecksum));
    }

    [Fact]
    public void Packets_OfOthers_AreLeftAlone()
    {
        Frame other = new(new PacketBuilder { Destination = IPAddress.Parse("192.0.2.1"), DestinationPort = 81 }.Tcp(), 0);
        Frame icmp = new(new PacketBuilder { Destination = IPAddress.Parse("192.0.2.1") }.Icmp(8, 0), 1);
        SentFrames sent = Send([other, icmp], "192.0.2.1:80", ["10.0.9.1:80"]);
        Assert.Equal([Convert.ToHexString(other.Bytes), Convert.ToHexString(icmp.Bytes)], sent.Frames.Select(f => Convert.ToHexString(f.Bytes)));
    }

    [Theory]
    [InlineData("192.0.2.1", "10.0.0.1:80", "service is '192.0.2.1': write ADDRESS:PORT, with 'weight N' behind it where N from 1 to 100 is not 1.")]
    [InlineData("192.0.2.1:80", "10.0.0.1:80 weight 0", "backends:0 is '10.0.0.1:80 weight 0': write ADDRESS:PORT, with 'weight N' behind it where N from 1 to 100 is not 1.")]
    [InlineData("192.0.2.1:80", "[fd00::1]:80", "backends has '[fd00::1]:80', of another IP version than the service '192.0.2.1:80': write addresses of one version.")]
    public void Settings_WithAMistake_AreRefused(string service, string backend, string sentence)
    {
        NfConfigurationException e = Assert.Throws<NfConfigurationException>(() => new NfHarness(new L4LoadBalancerFunction(), ("service", service), ("backends:0", backend)));
        Assert.Equal(sentence, e.Message);
    }

    private static string Text(string address, int port) => new IPEndPoint(IPAddress.Parse(address), port).ToString();

    private static List<TcpFrame> Run(List<Frame> frames, string service, string[] backends) =>
        [.. Send(frames, service, backends).Frames.Select(f => TcpFrame.Of(new(f.Bytes, 0))!)];

    private static SentFrames Send(List<Frame> frames, string service, string[] backends)
    {
        HostOptions options = new();
        options.Devices.Add(new() { Name = "device" });
        options.Lanes.Placement = Placement.Inline;
        options.Stacks.FlowTableCapacity = 4096;
        Dictionary<string, string> settings = backends.Select((text, i) => ($"backends:{i}", text)).Append(("service", service)).ToDictionary();
        options.Applications.Add(new() { Name = "balancer", Functions = [new() { Function = "L4LoadBalancer", Settings = settings }] });
        SentFrames sent = new();
        using Plane plane = Plane.Build(options, new DemoOutputs(), _ => new L4LoadBalancerFunction(), _ => new ForwardingDevice(FrameDevice.Open(frames), sent));
        plane.Run(TestContext.Current.CancellationToken);
        PlaneReport report = plane.Report();
        Assert.Equal(frames.Count, report.Delivered);
        return sent;
    }
}
