using System.Text.Json.Nodes;
using Microboxes.Nf.FlowStats;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Functions;
using Xunit;

namespace Microboxes.Nf.Tests.FlowStats;

public sealed class FlowStatsTests
{
    [Fact]
    public void Summary_AtTheEnd_HasTotalsByProtocol()
    {
        using NfHarness harness = new(new FlowStatsFunction());
        TestFlow tcp = harness.Start(new TestFlow()), udp = harness.Start(new TestFlow { Protocol = IpProtocol.Udp });
        harness.Packet(tcp, End.Client, new() { Payload = new byte[10] });
        harness.Now += 3_000_000_000;
        harness.Packet(tcp, End.Server, new() { Payload = new byte[20], Facets = PacketFacets.Retransmission });
        harness.Packet(udp, End.Client, new() { Payload = new byte[5] });
        harness.Finish(tcp);
        harness.Stop();
        JsonNode json = JsonNode.Parse(harness.Output.Only)!;
        Assert.Equal(
            """{"flows":1,"active":0,"packets":2,"bytes":110,"payload_bytes":30,"retransmissions":1,"mean_duration":3.000000,"longest_duration":3.000000}""",
            json["tcp"]!.ToJsonString());
        Assert.Equal(
            """{"flows":1,"active":1,"packets":1,"bytes":33,"payload_bytes":5,"retransmissions":0,"mean_duration":0.000000,"longest_duration":0.000000}""",
            json["udp"]!.ToJsonString());
        Assert.Equal((3, 143, 1, 2), (harness.Count("packets"), harness.Count("bytes"), harness.Count("retransmissions"), harness.Count("flows")));
    }

    [Fact]
    public void Summary_ByTimer_SaysWhenItWas()
    {
        using NfHarness harness = new(new FlowStatsFunction());
        harness.Now = 20_000_000_000;
        harness.Tick();
        Assert.StartsWith("""{"summary":"periodic","ts":20.000000,"stack_line":0,"tcp":""", harness.Output.Only, StringComparison.Ordinal);
    }

    [Fact]
    public void Flows_WhenAskedFor_AreWrittenAtTheirEnd()
    {
        using NfHarness harness = new(new FlowStatsFunction(), [("flows", "true")]);
        TestFlow flow = harness.Start(new TestFlow());
        harness.Packet(flow, End.Client, new() { Payload = new byte[10] });
        harness.Finish(flow);
        Assert.Equal(
            """{"proto":"tcp","client":"10.0.0.1","client_port":1234,"server":"10.0.0.2","server_port":80,"packets":1,"bytes":50,"payload_bytes":10,"retransmissions":0,"start":1.000000,"duration":0.000000}""",
            harness.Output.Only);
    }
}
