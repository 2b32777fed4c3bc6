using System.Net;
using System.Text.Json.Nodes;
using Microboxes.Nf.Logger;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Functions;
using Xunit;

namespace Microboxes.Nf.Tests.Logger;

/// <summary>Expected values: the examples of the Community ID specification, and SHA-1 over hand-packed bytes for the rest.</summary>
public sealed class CommunityIdTests
{
    [Theory]
    [InlineData(IpProtocol.Tcp, "128.232.110.120", 34855, "66.35.250.204", 80, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=")]
    [InlineData(IpProtocol.Tcp, "66.35.250.204", 80, "128.232.110.120", 34855, "1:LQU9qZlK+B5F3KDmev6m5PMibrg=")]
    [InlineData(IpProtocol.Udp, "192.168.1.52", 54585, "8.8.8.8", 53, "1:d/FP5EW3wiY1vCndhwleRRKHowQ=")]
    public void CommunityId_OfPorts_IsTheSpecifications(IpProtocol protocol, string client, int clientPort, string server, int serverPort, string expected) =>
        Assert.Equal(expected, IdOf(new() { Protocol = protocol, Client = IPAddress.Parse(client), ClientPort = clientPort, Server = IPAddress.Parse(server), ServerPort = serverPort }));

    [Theory]
    [InlineData(IpProtocol.Icmp, "192.168.0.89", "192.168.0.1", 8, 0, "1:X0snYXpgwiv9TZtqg64sgzUn6Dk=")]
    [InlineData(IpProtocol.Icmp, "192.168.0.1", "192.168.0.89", 0, 0, "1:X0snYXpgwiv9TZtqg64sgzUn6Dk=")]
    [InlineData(IpProtocol.IcmpV6, "fe80::200:86ff:fe05:80da", "fe80::260:97ff:fe07:69ea", 135, 0, "1:dGHyGvjMfljg6Bppwm3bg0LO8TY=")]
    [InlineData(IpProtocol.IcmpV6, "fe80::260:97ff:fe07:69ea", "fe80::200:86ff:fe05:80da", 136, 0, "1:dGHyGvjMfljg6Bppwm3bg0LO8TY=")]
    public void CommunityId_OfIcmpRequestAndReply_AreTheSame(IpProtocol protocol, string client, string server, int type, int code, string expected) =>
        Assert.Equal(expected, IdOf(new() { Protocol = protocol, Client = IPAddress.Parse(client), Server = IPAddress.Parse(server) }, new() { IcmpType = type, IcmpCode = code }));

    [Fact]
    public void CommunityId_OfAnIcmpError_HasADirection()
    {
        IPAddress low = IPAddress.Parse("10.0.0.1"), high = IPAddress.Parse("10.0.0.2");
        TestPacket unreachable = new() { IcmpType = 3, IcmpCode = 1 };
        Assert.Equal(Expected([0, 0, 10, 0, 0, 2, 10, 0, 0, 1, 1, 0, 0, 3, 0, 1]), IdOf(new() { Protocol = IpProtocol.Icmp, Client = high, Server = low }, unreachable));
        Assert.Equal(Expected([0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 1, 0, 0, 3, 0, 1]), IdOf(new() { Protocol = IpProtocol.Icmp, Client = low, Server = high }, unreachable));
    }

    [Fact]
    public void CommunityId_OfAProtocolWithoutPorts_LeavesThemOut() =>
        Assert.Equal(
            Expected([0, 0, 10, 0, 0, 1, 10, 0, 0, 2, 47, 0]),
            IdOf(new() { Protocol = IpProtocol.Gre, Client = IPAddress.Parse("10.0.0.2"), Server = IPAddress.Parse("10.0.0.1") }));

#pragma warning disable CA5350
    private static string Expected(byte[] input) => "1:" + Convert.ToBase64String(System.Security.Cryptography.SHA1.HashData(input));
#pragma warning restore CA5350

    private static string IdOf(TestFlow flow, TestPacket? packet = null)
    {
        using NfHarness harness = new(new LoggerFunction());
        harness.Start(flow);
        harness.Packet(flow, End.Client, packet ?? new());
        harness.Finish(flow);
        return (string)JsonNode.Parse(harness.Output.Only)!["community_id"]!;
    }
}
