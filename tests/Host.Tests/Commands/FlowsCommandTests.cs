using System.Text.Json.Nodes;
using Xunit;

namespace Microboxes.Host.Tests.Commands;

public sealed class FlowsCommandTests
{
    private const string Tcp = """{"ip":4,"client":["10.0.0.1",1025],"server":["10.0.0.2",80],"vlan":null,"c2s":{"packets":4,"payload_bytes_on_wire":70,"stream_bytes":65,"gaps":[[0,1]],"syn":1},"s2c":{"packets":2,"payload_bytes_on_wire":9,"stream_bytes":9,"gaps":[]},"closed_by":"FIN","state":"TIME-WAIT/CLOSED","history":"ShAF","retransmissions":1,"out_of_order":0,"anomalies":0}""";
    private const string Udp = """{"ip":6,"client":["fe80::1",53],"server":["fe80::2",5353],"vlan":null,"protocol":"udp","c2s":{"packets":1,"payload_bytes_on_wire":12},"s2c":{"packets":0,"payload_bytes_on_wire":0},"anomalies":0}""";

    [Fact]
    public void Json_Records_AreOneDocumentInOrder()
    {
        FakePlane plane = new() { Records = [(9, 0, Tcp.Replace("1025", "9", StringComparison.Ordinal)), (4, 1, Udp), (2, 1, Tcp), (5, 0, Tcp.Replace("1025", "5", StringComparison.Ordinal))] };
        CommandRun run = CommandRun.Of(plane, "flows", "a.pcap", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Equal("a.pcap", (string)run.Json["file"]!);
        Assert.Equal(3, (int)run.Json["packets"]!);
        Assert.Equal(1, (int)run.Json["drops"]!["not_ip"]!);
        Assert.Equal([1025, 5, 9], run.Json["flows"]!.AsArray().Select(f => (int)f!["client"]![1]!));
        JsonNode other = Assert.Single(run.Json["other_flows"]!.AsArray())!;
        Assert.Equal("udp", (string)other["protocol"]!);
    }

    [Fact]
    public void Json_NoFlows_IsStillADocument()
    {
        CommandRun run = CommandRun.Of(new FakePlane(), "flows", "a.pcap", "--json");
        Assert.Empty(run.Json["flows"]!.AsArray());
        Assert.Empty(run.Json["other_flows"]!.AsArray());
        Assert.EndsWith("}\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_MoreRecordsThanABlock_AreAllThere()
    {
        string large = Tcp.Replace("ShAF", new string('h', 700_000), StringComparison.Ordinal);
        FakePlane plane = new() { Records = [(3, 0, large), (2, 0, large), (1, 0, Tcp), (0, 0, new string(' ', 2_000_000) + Tcp)] };
        Assert.Equal(["ShAF", "ShAF"], CommandRun.Of(plane, "flows", "a", "--json").Json["flows"]!.AsArray().Select(f => (string)f!["history"]!).Take(2));
    }

    [Fact]
    public void Table_Records_AreLinesWithStreamBytes()
    {
        CommandRun run = CommandRun.Of(new FakePlane { Records = [(1, 0, Tcp), (2, 0, Udp)] }, "flows", "a.pcap");
        string[] lines = run.Output.Split('\n');
        Assert.Equal("PROTO  CLIENT        SERVER         PACKETS> BYTES> <PACKETS <BYTES  CLOSED BY STATE", lines[0]);
        Assert.Equal("tcp    10.0.0.1:1025 10.0.0.2:80           4     65        2      9  FIN       TIME-WAIT/CLOSED", lines[1]);
        Assert.Equal("udp    [fe80::1]:53  [fe80::2]:5353        1     12        0      0", lines[2]);
        Assert.Equal("2 flows", lines[3]);
    }

    [Fact]
    public void Table_MoreRecordsThanItsBuffer_AreAllThere()
    {
        FakePlane plane = new() { Records = [.. Enumerable.Range(0, 5000).Select(i => ((long)i, i % 3, Tcp.Replace("1025", $"{10_000 + i}", StringComparison.Ordinal)))] };
        string[] lines = CommandRun.Of(plane, "flows", "a.pcap").Output.Split('\n');
        Assert.Equal("5,000 flows", lines[5001]);
        Assert.All(Enumerable.Range(0, 5000), i => Assert.StartsWith($"tcp    10.0.0.1:{10_000 + i} 10.0.0.2:80 ", lines[i + 1], StringComparison.Ordinal));
    }

    [Fact]
    public void Table_NoFlows_SaysSo() => Assert.StartsWith("No flows.\n", CommandRun.Of(new FakePlane(), "flows", "a.pcap").Output, StringComparison.Ordinal);

    [Fact]
    public void Table_Summary_NamesEveryDrop()
    {
        CommandRun run = CommandRun.Of(new FakePlane(), "flows", "a.pcap");
        Assert.Contains("3 packets, 300 bytes in 1.00 s", run.Output, StringComparison.Ordinal);
        Assert.Matches("dropped +1  not_ip", run.Output);
        Assert.DoesNotContain('\u001b', run.Output);
    }
}
