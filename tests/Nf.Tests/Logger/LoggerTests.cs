using System.Text.Json.Nodes;
using Microboxes.Nf.Logger;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Functions;
using Xunit;

namespace Microboxes.Nf.Tests.Logger;

public sealed class LoggerTests : IDisposable
{
    private readonly NfHarness harness = new(new LoggerFunction());
    private readonly TestFlow flow;

    public LoggerTests() => flow = harness.Start(new TestFlow { Vlan = 7 });

    public void Dispose() => harness.Dispose();

    [Fact]
    public void End_OfAConnection_WritesZeeksFields()
    {
        Play("S1 h9 A2 A2:5 a10:7 f17 F7 a18");
        JsonObject json = Finish();
        string uid = (string)json["uid"]!;
        Assert.Matches("^C[0-9A-Za-z]{17}$", uid);
        json.Remove("uid");
        json.Remove("community_id");
        Assert.Equal(
            """
            {"ts":1.000000,"id.orig_h":"10.0.0.1","id.orig_p":1234,"id.resp_h":"10.0.0.2","id.resp_p":80,"proto":"tcp","duration":7.000000,
            "orig_bytes":5,"resp_bytes":7,"conn_state":"SF","missed_bytes":0,"history":"ShADdfFa","orig_pkts":4,"orig_ip_bytes":165,"resp_pkts":4,"resp_ip_bytes":167,"vlan":7}
            """.ReplaceLineEndings(""),
            json.ToJsonString());
    }

    [Theory]
    [InlineData("S1", "S0")]
    [InlineData("S1 h9 A2", "S1")]
    [InlineData("S1 h9 A2 F2", "S2")]
    [InlineData("S1 h9 A2 f10", "S3")]
    [InlineData("S1 h9 A2 F2 f10", "SF")]
    [InlineData("S1 h9 A2 F2 f10 R3", "SF")]
    [InlineData("S1 r0", "REJ")]
    [InlineData("S1 h9 A2 R2", "RSTO")]
    [InlineData("S1 h9 A2 r10", "RSTR")]
    [InlineData("S1 R2", "RSTOS0")]
    [InlineData("h9 r10", "RSTRH")]
    [InlineData("S1 F2", "SH")]
    [InlineData("h9 f10", "SHR")]
    [InlineData("A5:9 a7", "OTH")]
    [InlineData("h9 A2 F2 f10", "SF")]
    public void ConnState_OfASequence_IsZeeks(string segments, string expected)
    {
        Play(segments);
        Assert.Equal(expected, (string)Finish()["conn_state"]!);
    }

    [Fact]
    public void Bytes_OfRetransmittedAndMissingSegments_FollowTheSequenceNumbers()
    {
        Play("S1 h9 A2:10 A2:10 A112:5 R4000000 A50:3 a10:1");
        harness.Gap(flow, End.Client, 100);
        JsonObject json = Finish();
        Assert.Equal((115, 1, 100), ((int)json["orig_bytes"]!, (int)json["resp_bytes"]!, (int)json["missed_bytes"]!));
        Assert.Contains("G", (string)json["history"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_AcrossTheWrap_AreCounted()
    {
        Play("S4294967290 h9 A4294967291:10 A5:10");
        Assert.Equal(20, (int)Finish()["orig_bytes"]!);
    }

    [Fact]
    public void OnePacket_HasNoDurationAndNoBytes()
    {
        Play("A1:100");
        JsonObject json = Finish();
        Assert.False(json.ContainsKey("duration"));
        Assert.False(json.ContainsKey("orig_bytes"));
        Assert.Equal(1, (int)json["orig_pkts"]!);
    }

    [Fact]
    public void IcmpError_AboutTheFlow_IsNoPacketOfIt()
    {
        Play("S1");
        harness.Raise(flow, EventTypes.IcmpPacket);
        Assert.Equal(1, (int)Finish()["orig_pkts"]!);
    }

    [Theory]
    [InlineData(1, 0, "S0", "D")]
    [InlineData(0, 1, "SHR", "d")]
    [InlineData(2, 1, "SF", "Dd")]
    public void Udp_StateAndHistory_FollowWhoSpoke(int client, int server, string state, string history)
    {
        TestFlow udp = harness.Start(new TestFlow { Protocol = IpProtocol.Udp });
        for (int i = 0; i < client; i++) harness.Packet(udp, End.Client, new() { Payload = new byte[4] });
        for (int i = 0; i < server; i++) harness.Packet(udp, End.Server, new() { Payload = new byte[4] });
        harness.Finish(udp);
        JsonNode json = JsonNode.Parse(harness.Output.Only)!;
        Assert.Equal((state, history), ((string)json["conn_state"]!, (string)json["history"]!));
    }

    [Fact]
    public void Uid_OfTwoConnections_Differs()
    {
        TestFlow again = harness.Start(new TestFlow { Vlan = 7 });
        Play("S1");
        harness.Packet(again, End.Client, new() { Flags = TcpFlags.Syn });
        harness.Finish(again);
        harness.Finish(flow);
        Assert.Equal(2, harness.Output.Records.Select(r => (string)JsonNode.Parse(r.Record)!["uid"]!).Distinct().Count());
    }

    // "S1" is the client's SYN with sequence number 1, "a10:7" the server's acknowledgment with sequence number 10 and 7 bytes; one second each.
    private void Play(string segments)
    {
        foreach (string segment in segments.Split(' '))
        {
            string[] numbers = segment[1..].Split(':');
            harness.Packet(flow, char.IsUpper(segment[0]) ? End.Client : End.Server, new()
            {
                Flags = char.ToUpperInvariant(segment[0]) switch
                {
                    'S' => TcpFlags.Syn,
                    'H' => TcpFlags.Syn | TcpFlags.Ack,
                    'F' => TcpFlags.Fin | TcpFlags.Ack,
                    'R' => TcpFlags.Rst,
                    _ => TcpFlags.Ack,
                },
                Sequence = uint.Parse(numbers[0], System.Globalization.CultureInfo.InvariantCulture),
                Payload = numbers.Length > 1 ? new byte[int.Parse(numbers[1], System.Globalization.CultureInfo.InvariantCulture)] : ReadOnlyMemory<byte>.Empty,
            });
            harness.Now += 1_000_000_000;
        }
    }

    private JsonObject Finish()
    {
        harness.Finish(flow);
        return JsonNode.Parse(harness.Output.Only)!.AsObject();
    }
}
