using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microboxes.Nf.Digest;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Functions;
using Xunit;

namespace Microboxes.Nf.Tests.Digest;

public sealed class DigestTests : IDisposable
{
    private readonly NfHarness harness = new(new DigestFunction());
    private readonly TestFlow flow;

    public DigestTests() => flow = harness.Start(new TestFlow());

    public void Dispose() => harness.Dispose();

    [Fact]
    public void End_OfAConnection_WritesEveryField()
    {
        Segment(End.Client, TcpFlags.Syn, 100);
        Segment(End.Server, TcpFlags.Syn | TcpFlags.Ack, 500);
        Segment(End.Client, TcpFlags.Ack, 101);
        Segment(End.Client, TcpFlags.Ack, 101, "hello"u8);
        harness.Data(flow, End.Client, "hello"u8);
        Segment(End.Server, TcpFlags.Fin | TcpFlags.Ack, 501);
        Segment(End.Client, TcpFlags.Fin | TcpFlags.Ack, 106);
        flow.ClientState = flow.ServerState = TcpState.TimeWait;
        JsonNode json = Finish();
        Assert.Equal(
            $$$"""
            {"ip":4,"client":["10.0.0.1",1234],"server":["10.0.0.2",80],"vlan":null,
            "c2s":{"packets":4,"payload_bytes_on_wire":5,"stream_bytes":5,"sha256":"{{{Hash("hello"u8)}}}","gaps":[],"syn":1,"synack":0,"fin":1,"rst":0},
            "s2c":{"packets":2,"payload_bytes_on_wire":0,"stream_bytes":0,"sha256":"{{{Hash(""u8)}}}","gaps":[],"syn":1,"synack":1,"fin":1,"rst":0},
            "closed_by":"FIN","state":"TIME-WAIT","history":"ShADfF","retransmissions":0,"out_of_order":0,"anomalies":0}
            """.ReplaceLineEndings(""),
            json.ToJsonString());
    }

    [Fact]
    public void Gap_BetweenBytes_IsListedAndLeftOutOfTheHash()
    {
        harness.Data(flow, End.Server, "ab"u8);
        harness.Gap(flow, End.Server, 10);
        harness.Gap(flow, End.Server, 5);
        harness.Data(flow, End.Server, "cd"u8);
        harness.Gap(flow, End.Server, 1);
        JsonNode half = Finish()["s2c"]!;
        Assert.Equal("[[2,15],[19,1]]", half["gaps"]!.ToJsonString());
        Assert.Equal(4, (int)half["stream_bytes"]!);
        Assert.Equal(Hash("abcd"u8), (string)half["sha256"]!);
    }

    [Fact]
    public void Gaps_MoreThanFitAtFirst_AreAllKept()
    {
        for (int i = 0; i < 20; i++)
        {
            harness.Gap(flow, End.Client, 1);
            harness.Data(flow, End.Client, "x"u8);
        }

        JsonArray gaps = Finish()["c2s"]!["gaps"]!.AsArray();
        Assert.Equal(20, gaps.Count);
        Assert.Equal("[38,1]", gaps[19]!.ToJsonString());
    }

    [Theory]
    [InlineData("", "OPEN")]
    [InlineData("F", "HALF-FIN")]
    [InlineData("f", "HALF-FIN")]
    [InlineData("Ff", "FIN")]
    [InlineData("r", "RST")]
    [InlineData("FrfF", "RST")]
    [InlineData("FfR", "FIN")]
    public void ClosedBy_FinsAndResets_SaysWhatCameFirst(string segments, string expected)
    {
        foreach (char letter in segments)
            Segment(char.IsUpper(letter) ? End.Client : End.Server, char.ToUpperInvariant(letter) == 'F' ? TcpFlags.Fin : TcpFlags.Rst, 1);
        Assert.Equal(expected, (string)Finish()["closed_by"]!);
    }

    [Fact]
    public void ClosedBy_ResetInTheSecondFin_IsReset()
    {
        Segment(End.Client, TcpFlags.Fin, 1);
        Segment(End.Server, TcpFlags.Fin | TcpFlags.Rst, 1);
        Assert.Equal("RST", (string)Finish()["closed_by"]!);
    }

    [Fact]
    public void Facets_AndAnomalies_AreCountedOncePerPacket()
    {
        Segment(End.Client, TcpFlags.Ack, 1, "x"u8, PacketFacets.Retransmission);
        Segment(End.Client, TcpFlags.Ack, 1, "x"u8, PacketFacets.OutOfOrder);
        harness.Raise(flow, EventTypes.ConflictingOverlap);
        harness.Gap(flow, End.Client, 3);
        JsonNode json = Finish();
        Assert.Equal((1, 1, 2), ((int)json["retransmissions"]!, (int)json["out_of_order"]!, (int)json["anomalies"]!));
    }

    [Fact]
    public void IcmpError_AboutTheFlow_IsNoPacketOfIt()
    {
        Segment(End.Client, TcpFlags.Syn, 1);
        harness.Raise(flow, EventTypes.IcmpPacket);
        Assert.Equal(1, (int)Finish()["c2s"]!["packets"]!);
    }

    [Fact]
    public void Order_IsTheNumberOfTheFirstPacket()
    {
        TestFlow later = harness.Start(new TestFlow { ClientPort = 99 });
        Segment(End.Client, TcpFlags.Syn, 1);
        harness.Packet(later, End.Client, new() { Flags = TcpFlags.Syn });
        harness.Finish(later);
        harness.Finish(flow);
        Assert.Equal([1L, 0L], harness.Output.Records.Select(r => r.Order));
    }

    [Theory]
    [InlineData(42, "\"42\"")]
    [InlineData(0, "\"0\"")]
    [InlineData(null, "null")]
    public void Vlan_IsTextOrNull(int? vlan, string expected)
    {
        harness.Finish(harness.Start(new TestFlow { Vlan = vlan }));
        Assert.Contains($"\"vlan\":{expected}", harness.Output.Only, StringComparison.Ordinal);
    }

    [Fact]
    public void Udp_WritesASmallRecord()
    {
        TestFlow udp = harness.Start(new TestFlow { Protocol = IpProtocol.Udp, Client = IPAddress.Parse("2001:db8::1"), Server = IPAddress.Parse("fe80::2") });
        harness.Packet(udp, End.Client, new() { Payload = new byte[7] });
        harness.Packet(udp, End.Server, new() { Payload = new byte[9] });
        harness.Finish(udp);
        Assert.Equal(
            """
            {"ip":6,"client":["2001:db8::1",1234],"server":["fe80::2",80],"vlan":null,"protocol":"udp",
            "c2s":{"packets":1,"payload_bytes_on_wire":7},"s2c":{"packets":1,"payload_bytes_on_wire":9},"anomalies":0}
            """.ReplaceLineEndings(""),
            harness.Output.Only);
    }

    [Fact]
    public void Hash_SwitchedOff_IsLeftOut()
    {
        using NfHarness plain = new(new DigestFunction(), [("hash", "false")]);
        TestFlow other = plain.Start(new TestFlow());
        plain.Data(other, End.Client, "abc"u8);
        plain.Finish(other);
        Assert.Contains("\"stream_bytes\":3,\"gaps\"", plain.Output.Only, StringComparison.Ordinal);
    }

    private void Segment(End sender, TcpFlags flags, uint sequence, ReadOnlySpan<byte> payload = default, PacketFacets facets = PacketFacets.None) =>
        harness.Packet(flow, sender, new() { Flags = flags, Sequence = sequence, Payload = payload.ToArray(), Facets = facets });

    private JsonNode Finish()
    {
        harness.Finish(flow);
        return JsonNode.Parse(harness.Output.Only)!;
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
