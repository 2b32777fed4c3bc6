using System.Net;
using Microboxes.Nf.Firewall;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Functions;
using Xunit;

namespace Microboxes.Nf.Tests.Firewall;

public sealed class FirewallTests
{
    [Theory]
    [InlineData("deny tcp from 10.0.0.0/8 to any port 80", Verdict.Drop)]
    [InlineData("deny tcp from 10.0.0.0/8 to any port 81", Verdict.Pass)]
    [InlineData("deny tcp from 11.0.0.0/8", Verdict.Pass)]
    [InlineData("deny tcp from any port 1000-1300,5 to 10.0.0.2 port 1,80", Verdict.Drop)]
    [InlineData("deny tcp from any port 1235-1300", Verdict.Pass)]
    [InlineData("deny udp", Verdict.Pass)]
    [InlineData("deny 6", Verdict.Drop)]
    [InlineData("DENY any FROM any", Verdict.Drop)]
    [InlineData("deny", Verdict.Drop)]
    [InlineData("reject tcp to 10.0.0.0/30", Verdict.Reset)]
    [InlineData("deny from 10.0.0.2", Verdict.Pass)]
    [InlineData("deny from 0.0.0.0/0", Verdict.Drop)]
    [InlineData("deny from ::/0", Verdict.Pass)]
    [InlineData("deny tcp established", Verdict.Pass)]
    [InlineData("deny tcp new", Verdict.Drop)]
    public void Rule_AgainstAnIpv4Connection_DecidesByItsTuple(string rule, Verdict expected)
    {
        using NfHarness harness = Harness(null, rule);
        Assert.Equal(expected, harness.Packet(harness.Start(new TestFlow()), End.Client, new() { Flags = TcpFlags.Syn }));
    }

    [Theory]
    [InlineData("deny tcp from 2001:db8::/32", Verdict.Drop)]
    [InlineData("deny tcp from 2001:db9::/32", Verdict.Pass)]
    [InlineData("deny tcp to fe80::1/128", Verdict.Drop)]
    [InlineData("deny tcp from 0.0.0.0/0", Verdict.Pass)]
    [InlineData("deny tcp from any", Verdict.Drop)]
    public void Rule_AgainstAnIpv6Connection_DecidesByItsTuple(string rule, Verdict expected)
    {
        using NfHarness harness = Harness(null, rule);
        TestFlow flow = harness.Start(new TestFlow { Client = IPAddress.Parse("2001:db8::7"), Server = IPAddress.Parse("fe80::1") });
        Assert.Equal(expected, harness.Packet(flow, End.Client, new() { Flags = TcpFlags.Syn }));
    }

    [Fact]
    public void Rules_FirstMatch_Wins()
    {
        using NfHarness harness = Harness("deny", "allow tcp to any port 80", "reject tcp");
        Assert.Equal(Verdict.Pass, harness.Packet(harness.Start(new TestFlow()), End.Client, new()));
        Assert.Equal(Verdict.Reset, harness.Packet(harness.Start(new TestFlow { ServerPort = 81 }), End.Client, new()));
        Assert.Equal(Verdict.Drop, harness.Packet(harness.Start(new TestFlow { Protocol = IpProtocol.Udp }), End.Client, new()));
    }

    [Fact]
    public void Rule_AboutClientAndServer_HoldsForBothDirections()
    {
        using NfHarness harness = Harness("deny", "allow tcp from 10.0.0.1 to 10.0.0.2 port 80");
        TestFlow flow = harness.Start(new TestFlow());
        Assert.Equal(Verdict.Pass, harness.Packet(flow, End.Client, new()));
        Assert.Equal(Verdict.Pass, harness.Packet(flow, End.Server, new()));
    }

    [Fact]
    public void Phase_OfAConnection_IsDecidedAnewWhenItChanges()
    {
        using NfHarness harness = Harness("deny", "allow tcp established", "allow tcp to any port 80 new", "reject midstream");
        TestFlow web = harness.Start(new TestFlow()), other = harness.Start(new TestFlow { ServerPort = 81 });
        Assert.Equal(Verdict.Pass, harness.Packet(web, End.Client, new() { Flags = TcpFlags.Syn }));
        Assert.Equal(Verdict.Drop, harness.Packet(other, End.Client, new() { Flags = TcpFlags.Syn }));
        other.Flags = SnapshotFlags.MidStream;
        Assert.Equal(Verdict.Reset, harness.Packet(other, End.Client, new()));
        other.Flags = SnapshotFlags.Established;
        Assert.Equal(Verdict.Pass, harness.Packet(other, End.Client, new()));
        Assert.Equal(Verdict.Drop, harness.Packet(other, End.Client, new() { Facets = PacketFacets.Unacceptable }));
    }

    [Fact]
    public void Decisions_OfTwoPhases_AreKeptApartAndMadeOnce()
    {
        using NfHarness harness = Harness("allow", "deny tcp invalid");
        TestFlow flow = harness.Start(new TestFlow());
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(Verdict.Pass, harness.Packet(flow, End.Client, new()));
            Assert.Equal(Verdict.Drop, harness.Packet(flow, End.Client, new() { Facets = PacketFacets.Unacceptable }));
        }

        flow.Flags = SnapshotFlags.Established;
        harness.Packet(flow, End.Client, new());
        Assert.Equal((3, 4), (harness.Count("rules:0 deny tcp invalid: packets"), harness.Count("default: packets")));
        Assert.Equal((1, 1), (harness.Count("rules:0 deny tcp invalid: flows"), harness.Count("default: flows")));
    }

    [Fact]
    public void Phase_FromTheEvent_NeedsNoSnapshot()
    {
        using NfHarness harness = Harness("deny", "allow tcp established");
        TestFlow flow = harness.Start(new TestFlow());
        Assert.Equal(Verdict.Drop, harness.Packet(flow, End.Client, new()));
        harness.Raise(flow, EventTypes.TcpEstablished);
        Assert.Equal(Verdict.Pass, harness.Packet(flow, End.Client, new()));
    }

    [Fact]
    public void Phase_OfUdp_IsEstablishedWhenBothHaveSent()
    {
        using NfHarness harness = Harness("allow", "reject udp established");
        TestFlow flow = harness.Start(new TestFlow { Protocol = IpProtocol.Udp });
        Assert.Equal(Verdict.Pass, harness.Packet(flow, End.Client, new()));
        Assert.Equal(Verdict.Pass, harness.Packet(flow, End.Server, new()));
        Assert.Equal(Verdict.Reset, harness.Packet(flow, End.Client, new()));
    }

    [Fact]
    public void Counters_OfEachRule_CountPacketsAndFlows()
    {
        using NfHarness harness = Harness("allow", "deny tcp to any port 80");
        TestFlow flow = harness.Start(new TestFlow());
        for (int i = 0; i < 3; i++) harness.Packet(flow, End.Client, new());
        harness.Packet(harness.Start(new TestFlow { ServerPort = 81 }), End.Client, new());
        const string Rule = "rules:0 deny tcp to any port 80";
        Assert.Equal(
            (3, 1, 1, 1),
            (harness.Count($"{Rule}: packets"), harness.Count($"{Rule}: flows"), harness.Count("default: packets"), harness.Count("default: flows")));
    }

    [Theory]
    [InlineData("", "it lacks an action: allow, deny or reject.")]
    [InlineData("block tcp", "'block' is no action: write allow, deny or reject.")]
    [InlineData("deny tpc from any", "'tpc' is no protocol: write any, tcp, udp, icmp, icmp6, sctp, gre, esp or a number from 0 to 255.")]
    [InlineData("deny 256", "'256' is no protocol: write any, tcp, udp, icmp, icmp6, sctp, gre, esp or a number from 0 to 255.")]
    [InlineData("deny tcp from", "it lacks an address behind 'from'.")]
    [InlineData("deny tcp from 10.0.0", "'10.0.0' is no IP address.")]
    [InlineData("deny tcp from 10.0.0.0/33", "the prefix '33' is no number from 0 to 32.")]
    [InlineData("deny tcp from 10.0.0.1/8", "'10.0.0.1/8' has bits set behind its prefix of 8.")]
    [InlineData("deny tcp to any port", "it lacks a port behind 'port'.")]
    [InlineData("deny tcp to any port 70000", "'70000' is no port from 0 to 65535.")]
    [InlineData("deny tcp to any port 90-80", "the port range '90-80' ends before it begins.")]
    [InlineData("deny to any port 80", "only tcp, udp and sctp have ports.")]
    [InlineData("deny tcp to any from any", "'from' is not expected there: the order is ACTION PROTOCOL from ADDRESS port PORTS to ADDRESS port PORTS PHASE.")]
    public void Rule_WithAMistake_IsRefusedWithItsNumberTextAndReason(string rule, string reason)
    {
        NfConfigurationException e = Assert.Throws<NfConfigurationException>(() => Harness(null, "allow", rule));
        Assert.Equal($"rules:1 is '{rule}', and {reason}", e.Message);
    }

    [Fact]
    public void Default_WithAMistake_IsRefused() =>
        Assert.Equal("default is wrong: 'drop' is no action: write allow, deny or reject.", Assert.Throws<NfConfigurationException>(() => Harness("drop")).Message);

    private static NfHarness Harness(string? @default, params string[] rules)
    {
        IEnumerable<(string Name, string Value)> settings = rules.Select((rule, i) => ($"rules:{i}", rule));
        return new(new FirewallFunction(), @default == null ? settings : settings.Append(("default", @default)));
    }
}
