using Microboxes.Host.Flows;
using Microboxes.Plugins.Wire;
using Xunit;

namespace Microboxes.Host.Tests.Flows.Filters;

public sealed class FlowFilterTests
{
    private static readonly FlowKey Web = FilterKeys.Of(IpProtocol.Tcp, "10.0.0.1", 40_000, "192.168.1.1", 80, outerVlan: 7, innerVlan: 9);
    private static readonly FlowKey Mirrored = FilterKeys.Of(IpProtocol.Tcp, "192.168.1.1", 40_000, "10.0.0.1", 80, clientIsUpper: true);
    private static readonly FlowKey Dns = FilterKeys.Of(IpProtocol.Udp, "2001:db8::1", 53_000, "2001:db8:ffff::2", 53);
    private static readonly FlowKey Ping = FilterKeys.Of(IpProtocol.IcmpV6, "fe80::1", 80, "fe80::2", 80);

    [Theory]
    [InlineData("tcp", true, true, false, false)]
    [InlineData("udp", false, false, true, false)]
    [InlineData("icmp", false, false, false, true)]
    [InlineData("proto 58", false, false, false, true)]
    [InlineData("proto 6", true, true, false, false)]
    [InlineData("ip", true, true, false, false)]
    [InlineData("ip6", false, false, true, true)]
    [InlineData("port 80", true, true, false, false)]
    [InlineData("client port 80", false, false, false, false)]
    [InlineData("dst port 80", true, true, false, false)]
    [InlineData("port 50-60", false, false, true, false)]
    [InlineData("port 60-65535", true, true, true, false)]
    [InlineData("host 10.0.0.1", true, true, false, false)]
    [InlineData("client host 10.0.0.1", true, false, false, false)]
    [InlineData("src net 10.0.0.0/8", true, false, false, false)]
    [InlineData("server net 10.9.9.9/8", false, true, false, false)]
    [InlineData("net 0.0.0.0/0", true, true, false, false)]
    [InlineData("net ::/0", false, false, true, true)]
    [InlineData("net 2001:db8::/33", false, false, true, false)]
    [InlineData("server net 2001:db8::/33", false, false, false, false)]
    [InlineData("vlan", true, false, false, false)]
    [InlineData("vlan 7", true, false, false, false)]
    [InlineData("vlan 9", true, false, false, false)]
    [InlineData("vlan 0", false, false, false, false)]
    [InlineData("vlan and tcp", true, false, false, false)]
    [InlineData("udp or tcp and vlan", true, false, true, false)]
    [InlineData("(udp or tcp) and vlan", true, false, false, false)]
    [InlineData("not tcp and udp", false, false, true, false)]
    [InlineData("not(tcp and udp)", true, true, true, true)]
    [InlineData("not not tcp", true, true, false, false)]
    [InlineData("  TCP  and\nNot VLAN ", false, true, false, false)]
    public void Parse_Filter_SelectsTheFlowsItSays(string text, bool web, bool mirrored, bool dns, bool ping)
    {
        FlowFilter filter = FlowFilter.Parse(text)!;
        Assert.Equal((web, mirrored, dns, ping), (filter.Selects(in Web), filter.Selects(in Mirrored), filter.Selects(in Dns), filter.Selects(in Ping)));
    }

    [Fact]
    public void Parse_PriorityTag_IsVlanZeroOnTheOuterTagOnly()
    {
        FlowFilter filter = FlowFilter.Parse("vlan 0")!;
        FlowKey priority = FilterKeys.Of(IpProtocol.Tcp, "10.0.0.1", 1, "10.0.0.2", 2, outerVlan: 0);
        FlowKey tagged = FilterKeys.Of(IpProtocol.Tcp, "10.0.0.1", 1, "10.0.0.2", 2, outerVlan: 5);
        Assert.True(filter.Selects(in priority));
        Assert.False(filter.Selects(in tagged));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public void Parse_NoText_IsNoFilter(string? text) => Assert.Null(FlowFilter.Parse(text));

    [Theory]
    [InlineData("htp", "at character 1 'htp' was found where tcp, udp, icmp, proto, ip, ip6, vlan, port, host, net, client, server, 'not' or '(' was expected.")]
    [InlineData("tcp and", "at character 8 the filter ends where tcp, udp, icmp, proto, ip, ip6, vlan, port, host, net, client, server, 'not' or '(' was expected.")]
    [InlineData("tcp udp", "at character 5 'udp' was found where 'and', 'or' or the end of the filter was expected.")]
    [InlineData("tcp)", "at character 4 ')' was found where 'and', 'or' or the end of the filter was expected.")]
    [InlineData("(tcp", "at character 5 the filter ends where 'and', 'or' or ')' was expected.")]
    [InlineData("client 80", "at character 8 '80' was found where port, host or net was expected.")]
    [InlineData("client tcp", "at character 8 'tcp' was found where port, host or net was expected.")]
    [InlineData("tcp and port 65536", "at character 14 '65536' was found where a port from 0 to 65535 or a range such as 8000-8099 was expected.")]
    [InlineData("port 9-8", "at character 6 '9-8' was found where a port from 0 to 65535 or a range such as 8000-8099 was expected.")]
    [InlineData("port -8", "at character 6 '-8' was found where a port from 0 to 65535 or a range such as 8000-8099 was expected.")]
    [InlineData("port", "at character 5 the filter ends where a port from 0 to 65535 or a range such as 8000-8099 was expected.")]
    [InlineData("host 10.1", "at character 6 '10.1' was found where an IPv4 or IPv6 address was expected.")]
    [InlineData("host 010.0.0.1", "at character 6 '010.0.0.1' was found where an IPv4 or IPv6 address was expected.")]
    [InlineData("host fe80::1%eth0", "at character 6 'fe80::1%eth0' was found where an IPv4 or IPv6 address was expected.")]
    [InlineData("host 10.0.0.0/8", "at character 6 '10.0.0.0/8' was found where an IPv4 or IPv6 address was expected.")]
    [InlineData("net 10.0.0.0", "at character 5 '10.0.0.0' was found where an address and the number of its bits that count, such as 10.0.0.0/8 or 2001:db8::/32, was expected.")]
    [InlineData("net 10.0.0.0/33", "at character 5 '10.0.0.0/33' was found where an address and the number of its bits that count, such as 10.0.0.0/8 or 2001:db8::/32, was expected.")]
    [InlineData("proto 256", "at character 7 '256' was found where an IP protocol number from 0 to 255 was expected.")]
    [InlineData("vlan 4096", "at character 6 '4096' was found where a VLAN identifier from 0 to 4095 was expected.")]
    public void Parse_Mistake_IsOneSentenceWithItsPlace(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => FlowFilter.Parse(text)).Message);

    [Fact]
    public void Parse_EndlessParentheses_AreAMistakeAndNotAStackOverflow()
    {
        string text = new string('(', 1_000_000);
        Assert.Contains("at most 100 parentheses", Assert.Throws<FormatException>(() => FlowFilter.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ManyTerms_AreNotNested()
    {
        FlowFilter filter = FlowFilter.Parse(string.Join(" or ", Enumerable.Range(0, 50_000).Select(i => $"not not port {i}")))!;
        Assert.True(filter.Selects(in Web));
        Assert.False(filter.Selects(in Ping));
    }

    [Fact]
    public void Both_Filters_SelectWhatEachSelects()
    {
        FlowFilter tcp = FlowFilter.Parse("tcp")!;
        FlowFilter vlan = FlowFilter.Parse("vlan")!;
        FlowFilter both = FlowFilter.Both(tcp, vlan)!;
        Assert.True(both.Selects(in Web));
        Assert.False(both.Selects(in Mirrored));
        Assert.Same(tcp, FlowFilter.Both(tcp, null));
        Assert.Same(vlan, FlowFilter.Both(null, vlan));
        Assert.Null(FlowFilter.Both(null, null));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Selects_RandomFilters_AgreeWithTheNaiveEvaluation(int seed)
    {
        Random random = new(seed);
        int selected = 0;
        for (int i = 0; i < 1000; i++)
        {
            NaiveFilter naive = NaiveFilter.Draw(random, random.Next(6));
            FlowFilter filter = FlowFilter.Parse(naive.Text)!;
            for (int j = 0; j < 20; j++)
            {
                FlowKey key = DrawKey(random);
                bool expected = naive.Selects(key);
                Assert.True(expected == filter.Selects(in key), $"'{naive.Text}' should be {expected} for {key}");
                if (expected) selected++;
            }
        }

        Assert.InRange(selected, 2000, 18_000);
    }

    [Fact]
    public void Selects_AnyFilter_AllocatesNothing()
    {
        FlowFilter filter = FlowFilter.Parse("not (vlan 3 or udp) and (client net 10.0.0.0/9 or server host 2001:db8::1) and port 80-90")!;
        bool any = filter.Selects(in Web);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) any |= filter.Selects(in Web) | filter.Selects(in Dns);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(any);
    }

    private static FlowKey DrawKey(Random random)
    {
        bool v6 = random.Next(2) == 0;
        string[] addresses = [.. NaiveFilter.Addresses.Where(a => a.Contains(':', StringComparison.Ordinal) == v6)];
        IpProtocol protocol = random.Next(4) switch { 0 => IpProtocol.Udp, 1 => v6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp, _ => IpProtocol.Tcp };
        int? vlan = random.Next(2) == 0 ? null : random.Next(4);
        return FilterKeys.Of(
            protocol, addresses[random.Next(addresses.Length)], DrawPort(random), addresses[random.Next(addresses.Length)], DrawPort(random),
            vlan, vlan == null ? 0 : random.Next(3), random.Next(2) == 0);
    }

    private static int DrawPort(Random random) => Math.Clamp(NaiveFilter.Ports[random.Next(NaiveFilter.Ports.Length)] + random.Next(-1, 2), 0, 65_535);
}
