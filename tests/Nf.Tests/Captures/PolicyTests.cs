using Microboxes.Host.Configuration;
using Microboxes.Host.Stacks.Monitor;
using Microboxes.Host.Stacks.Monitor.Reassembly;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>
/// Captures on which the oracles differ. Where ours is the golden (tshark's), the reason names what the others do; where it is not, the test says why and holds our
/// exact result.
/// </summary>
public sealed class PolicyTests
{
    private const string Empty = "0 bytes e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 gaps ";

    private static readonly string[] Explained =
    [
        "pcapplusplus__dns_over_tcp.pcapng",
        "suricata-verify__tcp-split-handshake-02-5whs_split-handshake-5whs.pcap",
        "suricata-verify__tcp-session-decode-malformed-ipv4_input.pcap",
        "tcpflow__test5-lines-randomized.pcap",
        "zeek__vlan-collisions.pcap",
    ];

    /// <summary>The conflicting bytes come when the earlier ones were already shown, and what was shown does not change (DESIGN §13.2): no policy can tell them apart.</summary>
    [Theory]
    [InlineData("suricata-verify__eve-overlap-payload-04-partial-overlap_tcp-overlap2.pcap", "Suricata finds GOOD in the stream and XXX in a packet only; tcpflow lets the last write win.")]
    [InlineData("zeek__qi_internet_SYNACK_curl_jsonip.pcap", "The forged answer came first and the application got it; tcpflow lets the last write win.")]
    [InlineData("pcapplusplus__Bgp_open_malformed.pcap", "The first of two messages with one number; tcpflow lets the last write win.")]
    public void Capture_WithAConflictBehindTheFrontier_GivesTheGoldenUnderEveryPolicy(string file, string reason)
    {
        foreach (string policy in OverlapPolicyNames.Shown) CheckGolden(file, $"{policy}: {reason}", options => options.Stacks.Overlap = policy);
    }

    [Theory]
    [InlineData("suricata-verify__tcp-rst-unacked-stream-03-gap_input.pcap", 6, "Policy 'a gap is one when the receiver acknowledges what lies behind': never before the RST. Suricata and tcpflow show unacknowledged bytes.")]
    [InlineData("suricata-verify__tcp-rst-unacked-stream-09_TLPW1-tcp-110.37.219.134-10.12.14.101-tcp-990-49230.pcap", 0, "The tail behind the last hole was not acknowledged before the RST; tcpflow keeps it.")]
    [InlineData("suricata-verify__tcp-rst-unacked-stream-10_TLPW1-tcp-174.56.47.59-10.3.11.101-tcp-80-49309.pcap", 0, "As above, with segments out of order.")]
    [InlineData("suricata-verify__tcp-protodetect-bailout_input.pcap", 9, "A jump of 1 MiB, just within the scaled window, and nothing fills it; tcpflow keeps a sparse file.")]
    [InlineData("pcapplusplus__unidirectional_tcp_stream_with_missing_packet.pcap", 0, "One direction only: no acknowledgment tells that the gap stays; tcpflow fills it with zeros.")]
    [InlineData("pcapplusplus__650HttpResponses.pcap", 0, "As above, 78 times.")]
    [InlineData("ndpi__heuristic_tcp_ack_payload.pcap", 0, "Data in SYN-ACKs and resets, conflicting keep-alives: first wins; tcpflow opens new streams.")]
    [InlineData("ndpi__ultrasurf.pcap", 0, "Picked up midway, with gaps that acknowledgments settle; tcpflow fills them with zeros.")]
    public void Capture_WithBytesNobodyAcknowledged_GivesTheGoldenAndCountsThemAsUndelivered(string file, int atLeast, string reason)
    {
        MonitorCounters monitor = CheckGolden(file, reason);
        Assert.True(monitor.UndeliveredBytes >= atLeast, $"{monitor.UndeliveredBytes} undelivered bytes; {reason}");
    }

    [Theory]
    [InlineData("suricata-verify__tcp-session-ipv6-stream-out-of-window_input.pcap", 11, "Data 100000 bytes beyond the window: refused, as by Suricata; tcpflow stores it.")]
    public void Capture_WithDataBeyondTheWindow_GivesTheGoldenAndCountsItAsOutOfWindow(string file, int bytes, string reason)
    {
        MonitorCounters monitor = CheckGolden(file, reason);
        Assert.True(monitor.OutOfWindowBytes == bytes, $"{monitor.OutOfWindowBytes} bytes beyond the window; {reason}");
    }

    [Theory]
    [InlineData("suricata-verify__bug-3286-03-windows-evasion_with_evasion_windows.pcap", "A FIN before the handshake is complete does not end the client's stream: Suricata expects the request and its answer.")]
    [InlineData("tcpflow__test1-part2.pcap", "Picked up midway: the first packet names the first byte, what comes before it is counted as repeated; tcpflow begins at the lowest number.")]
    [InlineData("tcpflow__test5-lines-randomized2.pcap", "As above, in random order.")]
    [InlineData("zeek__fragmented-4.pcap", "Fragments are put together; tcpflow does not.")]
    public void Capture_PickedUpOrPutTogetherByOurRules_GivesTheGolden(string file, string reason) => CheckGolden(file, reason);

    /// <summary>Two packets of one 5-tuple, the first of which carries no time (1970): 51 years apart they are two flows, unless a flow is kept for longer than that.</summary>
    [Fact]
    public void DnsOverTcp_WithTimeoutsBeyondItsSilence_GivesTheGoldenAndOtherwiseTwoFlows()
    {
        CheckGolden(Explained[0], "first wins; tcpflow lets the last write win", options => options.Stacks.Timeouts.TcpEstablished = TimeSpan.FromDays(20_000));
        const string Ends = "IPv6 2001:558:feed::1 53 > 2601:647:4b02:1d20:b1d3:e782:aec8:2511 56752\n    ";
        List<string> contents = Contents(Explained[0]);
        Assert.Contains($"{Ends}56 bytes 55fe64bb68dda978c892692ec45183c9da4fb5bba6e684cc5b9e7271340cec6d gaps ; {Empty}", contents);
        Assert.Contains($"{Ends}46 bytes b994b7484a41983d60fd2f94db130b5d1c83d485b36e7183488837d57697f101 gaps ; {Empty}", contents);
        Assert.Equal(3, contents.Count);
    }

    /// <summary>A SYN of each end and a SYN-ACK: one connection, as for Suricata and tcpflow, whose stream (EVIL) this is. tshark makes two.</summary>
    [Fact]
    public void SplitHandshakeOfFive_ByDefault_IsOneConnectionWithTcpflowsStream() => Assert.Equal(
        ["IPv4 1.1.1.1 12345 > 2.2.2.2 80 vlan '' 4 packets 4 bytes syn 2 synack 1 fin 0 rst 1; 4 packets 0 bytes syn 1 synack 0 fin 0 rst 0; RST\n"
            + $"    4 bytes a4cae81b6d0480d3ab6b52a6dfb5eae63346252bd00c4df5e27fcf96851bb84e gaps ; {Empty}"],
        Flows(Explained[1]));

    /// <summary>
    /// An IP security option of another length than RFC 791 gives it: a host ignores options that it does not know (RFC 1122 §3.2.1.8), so the byte behind it counts, as
    /// for tcpflow and tcptrace. tshark and Suricata refuse the packet.
    /// </summary>
    [Fact]
    public void MalformedOption_ThatHostsIgnore_LeavesThePacketAsTcpflowTakesIt() => Assert.Equal(
        ["IPv4 192.0.2.10 43210 > 198.51.100.5 443 vlan '' 7 packets 35 bytes syn 1 synack 0 fin 1 rst 0; 4 packets 8 bytes syn 1 synack 1 fin 1 rst 0; FIN\n"
            + "    35 bytes e4f1fd00f26b9d10a9e51f02df727297229c1522a6f241938f8e3f3df11bd222 gaps ; "
            + "8 bytes 68a66f032a53261662689c980e23b63ee6319a3116a7d6c14b2c48ef1ee33062 gaps "],
        Flows(Explained[2]));

    /// <summary>
    /// The packets are shuffled and begin with the last two: an end's first packet names its first byte, and everything else lies before it. tshark moves the server's
    /// anchor at a late SYN-ACK and shows its last segment behind a gap; the SYN opens a second flow for both.
    /// </summary>
    [Fact]
    public void ShuffledPackets_BeginningWithTheLast_LieBeforeTheAnchor() => Assert.Equal(
        [
            $"IPv4 192.168.10.105 49392 > 69.163.156.173 80 vlan '' 2 packets 0 bytes syn 1 synack 0 fin 0 rst 0; 0 packets 0 bytes syn 0 synack 0 fin 0 rst 0; OPEN\n    {Empty}; {Empty}",
            $"IPv4 192.168.10.105 49392 > 69.163.156.173 80 vlan '' 4 packets 120 bytes syn 0 synack 0 fin 1 rst 0; 5 packets 1884 bytes syn 1 synack 1 fin 1 rst 0; FIN\n    {Empty}; {Empty}",
        ],
        Flows(Explained[3]));

    /// <summary>VLANs are part of a flow's key, as in Zeek and Suricata: three connections, each with the streams into which tshark and tcpflow merge them.</summary>
    [Fact]
    public void VlanCollisions_WithVlansInTheKey_AreThreeFlowsWithTheGoldensStreams()
    {
        TcpCapture capture = TcpCapture.Of(Explained[4]);
        FlowText merged = Assert.Single(capture.Expected);
        List<FlowText> flows = PlaneRun.Digest(capture).Flows;
        Assert.Equal(["", "10", "42"], flows.Select(flow => flow.Vlan).Order(StringComparer.Ordinal));
        Assert.All(flows, flow => Assert.Equal(merged.Content, flow.Content));
        Assert.All(flows, flow => Assert.Equal(
            "7 packets 136 bytes syn 1 synack 0 fin 1 rst 0; 7 packets 5007 bytes syn 1 synack 1 fin 1 rst 0; FIN", flow.Counts));
    }

    [Fact]
    public void Captures_OfTheCategory_AreAllExplainedHere()
    {
        Corpus.Path("tcp", "manifest.json");
        IEnumerable<string> theories = typeof(PolicyTests).GetMethods()
            .SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), false))
            .Select(data => (string)((InlineDataAttribute)data).Data[0]!);
        Assert.Equal(TcpCapture.Names(capture => capture.Category == "policy").Order(StringComparer.Ordinal), theories.Concat(Explained).Order(StringComparer.Ordinal));
    }

    private static MonitorCounters CheckGolden(string file, string reason, Action<HostOptions>? change = null)
    {
        TcpCapture capture = TcpCapture.Of(file);
        DigestResult result = PlaneRun.Digest(capture, change);
        string expected = string.Join('\n', FlowText.Sorted(capture.Expected));
        string actual = string.Join('\n', FlowText.Sorted(result.Flows));
        Assert.True(expected == actual, $"{reason}\n{expected}\nis not\n{actual}");
        return Assert.Single(result.Monitor);
    }

    private static IEnumerable<string> Flows(string file) => FlowText.Sorted(PlaneRun.Digest(TcpCapture.Of(file)).Flows);

    private static List<string> Contents(string file) => [.. PlaneRun.Digest(TcpCapture.Of(file)).Flows.Select(flow => flow.Content)];
}
