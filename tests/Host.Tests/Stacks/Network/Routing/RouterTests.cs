using System.Net;
using Microboxes.Host.Configuration;
using Microboxes.Host.Devices;
using Microboxes.Host.Stacks.Network.Routing;
using Microboxes.Plugins.Events;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Routing;

public sealed unsafe class RouterTests : IDisposable
{
    private static readonly byte[] ClientMac = [2, 0, 0, 0, 0, 1];
    private static readonly byte[] ServerMac = [2, 0, 0, 0, 0, 2];
    private static readonly byte[][] PortMacs = [[2, 0, 0, 0, 1, 0], [2, 0, 0, 0, 1, 1]];

    private readonly PortFrames sent = new();
    private readonly Router router;
    private long time;

    public RouterTests()
    {
        RouterPort first = Port(0, "10.0.1.254/24", "fd00:1::1/64");
        RouterPort second = Port(1, "10.0.2.254/24", "fd00:2::1/64");
        RouteTable routes = new([first, second], [(IPAddress.Parse("10.9.0.0"), 16, IPAddress.Parse("10.0.2.7")), (IPAddress.Parse("fd00:9::"), 32, IPAddress.Parse("fd00:2::7"))]);
        router = new([first, second], routes, sent);
    }

    public void Dispose() => router.Dispose();

    [Theory]
    [InlineData("10.0.1.1", "10.0.2.2", "10.0.2.2")]
    [InlineData("10.0.1.1", "10.9.3.3", "10.0.2.7")]
    [InlineData("fd00:1::5", "fd00:2::2", "fd00:2::2")]
    [InlineData("fd00:1::5", "fd00:9::2", "fd00:2::7")]
    public void TrySend_ToANeighbourNotKnown_AsksAndSendsWhenToldWho(string from, string to, string hop)
    {
        byte[] packet = FromClient(Packet(from, to).Udp());
        Assert.True(Send(packet, 0));
        (byte[] question, ushort port) = Assert.Single(sent.Frames);
        Assert.Equal(1, port);
        Assert.True(TargetOf(question).SequenceEqual(IPAddress.Parse(hop).GetAddressBytes()));
        sent.Frames.Clear();

        Assert.True(Send(AnswerTo(question, hop), 1));
        (byte[] routed, port) = Assert.Single(sent.Frames);
        Assert.Equal(1, port);
        AssertRouted(packet, routed);
        sent.Frames.Clear();

        Assert.True(Send(packet, 0));
        AssertRouted(packet, Assert.Single(sent.Frames).Bytes);
    }

    [Fact]
    public void TrySend_WhileNobodyAnswers_AsksOnceASecondAndKeepsFew()
    {
        byte[] packet = FromClient(Packet("10.0.1.1", "10.0.2.2").Udp());
        for (int i = 0; i < 100; i++) Assert.Equal(i < Neighbour.MostWaiting, Send(packet, 0));
        Assert.Single(sent.Frames);
        time += 2_000_000_000;
        Send(packet, 0);
        Assert.Equal(2, sent.Frames.Count);
    }

    [Theory]
    [InlineData("10.0.1.1", "10.0.1.254", 8, 0)]
    [InlineData("10.0.1.1", "10.0.2.254", 8, 0)]
    [InlineData("fd00:1::5", "fd00:1::1", 128, 129)]
    [InlineData("fd00:1::5", "fd00:2::1", 128, 129)]
    public void TrySend_OfAnEchoRequestToAnOwnAddress_Answers(string from, string to, byte request, byte reply)
    {
        byte[] ping = FromClient(Packet(from, to).Icmp(request, 0, 0x12340001));
        Assert.True(Send(ping, 0));
        (byte[] answer, ushort port) = Assert.Single(sent.Frames);
        Assert.Equal(0, port);
        Assert.Equal(ClientMac, answer[..6]);
        Assert.Equal(PortMacs[0], answer[6..12]);
        // The same message from a builder that is known to be right.
        byte[] expected = Packet(to, from).Icmp(reply, 0, 0x12340001);
        Assert.Equal(Convert.ToHexString(expected[14..]), Convert.ToHexString(answer[14..]));
    }

    [Fact]
    public void TrySend_OfAnArpRequest_AnswersForItsOwnAddressesOnly()
    {
        Assert.True(Send(Arp(1, "10.0.1.1", ClientMac, "10.0.1.254", [0, 0, 0, 0, 0, 0]), 0));
        (byte[] reply, ushort port) = Assert.Single(sent.Frames);
        Assert.Equal(0, port);
        Assert.Equal(Convert.ToHexString(Arp(2, "10.0.1.254", PortMacs[0], "10.0.1.1", ClientMac)), Convert.ToHexString(reply));
        sent.Frames.Clear();
        Assert.True(Send(Arp(1, "10.0.1.1", ClientMac, "10.0.1.77", [0, 0, 0, 0, 0, 0]), 0));
        Assert.Empty(sent.Frames);
    }

    [Theory]
    [InlineData("10.0.1.1", "10.0.2.2", 1, 11, 0)]
    [InlineData("10.0.1.1", "192.0.2.1", 64, 3, 0)]
    [InlineData("fd00:1::5", "fd00:2::2", 1, 3, 0)]
    [InlineData("fd00:1::5", "2001:db8::1", 64, 1, 0)]
    public void TrySend_OfAPacketThatCannotGoOn_TellsItsSender(string from, string to, byte ttl, byte type, byte code)
    {
        Assert.False(Send(FromClient((Packet(from, to) with { Ttl = ttl }).Udp()), 0));
        (byte[] error, ushort port) = Assert.Single(sent.Frames);
        Assert.Equal(0, port);
        AssertError(error, from, type, code);
    }

    [Theory]
    [InlineData("10.0.1.1", "10.0.2.2", 3, 4)]
    [InlineData("fd00:1::5", "fd00:2::2", 2, 0)]
    public void TrySend_OfAPacketTooLongForTheLink_TellsHowLongItMayBe(string from, string to, byte type, byte code)
    {
        Assert.False(Send(FromClient((Packet(from, to) with { Payload = new byte[1600] }).Udp()), 0));
        byte[] error = Assert.Single(sent.Frames).Bytes;
        AssertError(error, from, type, code);
        int message = from.Contains(':', StringComparison.Ordinal) ? 54 : 34;
        Assert.Equal(1500, (error[message + 6] << 8) | error[message + 7]);
    }

    [Fact]
    public void TrySend_OfAFrameForAnotherMac_LeavesItAlone()
    {
        byte[] packet = FromClient(Packet("10.0.1.1", "10.0.2.2").Udp());
        packet[5] ^= 1;
        Assert.False(Send(packet, 0));
        Assert.Empty(sent.Frames);
    }

    private static RouterPort Port(ushort number, params string[] addresses) => new(
        number, new PortAddress(PortMacs[number], 1500), [.. addresses.Select(text => RoutingText.TryParseAddress(text, out (IPAddress Address, int Prefix) a) ? a : default)]);

    private static PacketBuilder Packet(string from, string to) => new() { Source = IPAddress.Parse(from), Destination = IPAddress.Parse(to), Payload = [1, 2, 3, 4] };

    // From the client to the router's first port.
    private static byte[] FromClient(byte[] frame) => [.. PortMacs[0], .. ClientMac, .. frame[12..]];

    private bool Send(byte[] frame, ushort port)
    {
        // The router changes what it routes.
        byte[] bytes = [.. frame];
        fixed (byte* data = bytes)
        {
            PacketDescriptor packet = new() { data = data, length = bytes.Length, wireLength = bytes.Length, timestamp = time, port = port, lease = 1 };
            return router.TrySend(&packet, isStillRead: false);
        }
    }

    private static ReadOnlySpan<byte> TargetOf(byte[] question) => question[12] == 0x08 ? question.AsSpan(38, 4) : question.AsSpan(62, 16);

    private static byte[] AnswerTo(byte[] question, string who)
    {
        if (question[12] == 0x08) return Arp(2, who, ServerMac, "10.0.2.254", PortMacs[1]);
        byte[] target = IPAddress.Parse(who).GetAddressBytes();
        byte[] answer = (Packet(who, "fd00:2::1") with { Ttl = 255, Payload = [.. target, 2, 1, .. ServerMac] }).Icmp(136, 0, 0x60000000);
        PortMacs[1].CopyTo(answer, 0);
        ServerMac.CopyTo(answer, 6);
        return answer;
    }

    private static byte[] Arp(byte operation, string from, byte[] fromMac, string to, byte[] toMac) =>
    [
        .. operation == 1 ? [255, 255, 255, 255, 255, 255] : toMac, .. fromMac, 0x08, 0x06, 0, 1, 8, 0, 6, 4, 0, operation,
        .. fromMac, .. IPAddress.Parse(from).GetAddressBytes(), .. toMac, .. IPAddress.Parse(to).GetAddressBytes(),
    ];

    private static void AssertRouted(byte[] original, byte[] routed)
    {
        Assert.Equal(ServerMac, routed[..6]);
        Assert.Equal(PortMacs[1], routed[6..12]);
        FrameLayout layout = FrameLayout.Of(new(routed, 0))!;
        int ttl = layout.Version == 4 ? 22 : 21;
        Assert.Equal(original[ttl] - 1, routed[ttl]);
        if (layout.Version == 4) Assert.Equal(0, Checksum.Of(routed[14..34]));
        Assert.Equal(original[34..], routed[34..]);
    }

    private static void AssertError(byte[] error, string to, byte type, byte code)
    {
        FrameLayout layout = FrameLayout.Of(new(error, 0))!;
        Assert.Equal(IPAddress.Parse(to), new IPAddress(layout.Destination(new(error, 0))));
        Assert.Equal((type, code), (error[layout.Transport], error[layout.Transport + 1]));
        ReadOnlySpan<byte> message = error.AsSpan(layout.Transport, layout.End - layout.Transport);
        if (layout.Version == 4) Assert.Equal(0, Checksum.Of(message.ToArray()));
        else Assert.Equal(0, Checksum.OfTransport(layout.Source(new(error, 0)), layout.Destination(new(error, 0)), 58, message));
    }
}
