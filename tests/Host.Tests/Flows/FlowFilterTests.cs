using System.Net;
using Microboxes.Host.Flows;
using Microboxes.Plugins.Wire;
using Xunit;

namespace Microboxes.Host.Tests.Flows;

public sealed class FlowFilterTests
{
    private static readonly FlowKey Web = Key(IpProtocol.Tcp, "10.1.2.3", 40_000, "192.168.7.9", 80);
    private static readonly FlowKey Name = Key(IpProtocol.Udp, "fe80::1", 5353, "2001:db8::5", 53, vlan: 7);
    private static readonly FlowKey Ping = Key(IpProtocol.Icmp, "10.1.2.3", 8, "10.9.9.9", 0);

    [Theory]
    [InlineData("tcp", true, false, false)]
    [InlineData("udp", false, true, false)]
    [InlineData("icmp", false, false, true)]
    [InlineData("ip", true, false, true)]
    [InlineData("ip6", false, true, false)]
    [InlineData("proto 6", true, false, false)]
    [InlineData("port 80", true, false, false)]
    [InlineData("port 40000", true, false, false)]
    [InlineData("port 50-80", true, true, false)]
    [InlineData("port 8", false, false, false)]
    [InlineData("port 81-5000", false, false, false)]
    [InlineData("host 192.168.7.9", true, false, false)]
    [InlineData("host 2001:db8::5", false, true, false)]
    [InlineData("net 10.0.0.0/8", true, false, true)]
    [InlineData("net 10.8.0.0/13", false, false, true)]
    [InlineData("net 10.1.2.2/31", true, false, true)]
    [InlineData("net 10.1.2.4/31", false, false, false)]
    [InlineData("net 0.0.0.0/0", true, false, true)]
    [InlineData("net 2001:db8::/32", false, true, false)]
    [InlineData("vlan 7", false, true, false)]
    [InlineData("vlan 0", false, false, false)]
    [InlineData("not tcp", false, true, true)]
    [InlineData("tcp or udp", true, true, false)]
    [InlineData("ip and not tcp", false, false, true)]
    [InlineData("tcp or udp and port 53", true, true, false)]
    [InlineData("(tcp or udp)and port 53", false, true, false)]
    [InlineData("not (tcp or udp)", false, false, true)]
    [InlineData("not tcp and not udp", false, false, true)]
    public void Selects_FilterOfEveryKind_TellsFlowsApart(string text, bool web, bool name, bool ping)
    {
        FlowFilter filter = FlowFilter.Parse(text)!;
        Assert.Equal((web, name, ping), (filter.Selects(Web), filter.Selects(Name), filter.Selects(Ping)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Parse_Nothing_SelectsAll(string? text) => Assert.Null(FlowFilter.Parse(text));

    [Theory]
    [InlineData("tpc", "'tpc' is not known: write tcp, ")]
    [InlineData("tcp and", "it ends too early: write tcp, ")]
    [InlineData("tcp port 80", "'port' does not belong behind 'tcp'")]
    [InlineData("(tcp", "a parenthesis is not closed")]
    [InlineData("tcp)", "')' does not belong behind 'tcp'")]
    [InlineData("port", "it ends too early: write a number")]
    [InlineData("port 70000", "'70000' is not a whole number from 0 to 65535")]
    [InlineData("port 9-8", "'9-8' is not a range of ports")]
    [InlineData("port 1-2-3", "'1-2-3' is not a range of ports")]
    [InlineData("port -1", "'' is not a whole number")]
    [InlineData("host 10.1", "'10.1' is not an IPv4 or IPv6 address")]
    [InlineData("net 10.0.0.0", "'10.0.0.0' has no length")]
    [InlineData("net 10.0.0.0/33", "'33' is not a whole number from 0 to 32")]
    [InlineData("vlan 4096", "'4096' is not a whole number from 0 to 4095")]
    public void Parse_Mistake_IsOneSentence(string text, string reason)
    {
        FormatException e = Assert.Throws<FormatException>(() => FlowFilter.Parse(text));
        Assert.StartsWith($"'{text}' is not a filter: {reason}", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_DeepNesting_IsRefusedWithoutOverflow() =>
        Assert.Throws<FormatException>(() => FlowFilter.Parse(new string('(', 100_000) + "tcp" + new string(')', 100_000)));

    [Fact]
    public void Both_OneMissing_IsTheOther()
    {
        FlowFilter tcp = FlowFilter.Parse("tcp")!;
        Assert.Same(tcp, FlowFilter.Both(tcp, null));
        Assert.Same(tcp, FlowFilter.Both(null, tcp));
        Assert.False(FlowFilter.Both(tcp, FlowFilter.Parse("port 81"))!.Selects(Web));
    }

    private static unsafe FlowKey Key(IpProtocol protocol, string lower, ushort lowerPort, string upper, ushort upperPort, ushort vlan = 0)
    {
        FlowKey key = new() { lowerPort = lowerPort, upperPort = upperPort, outerVlan = vlan, protocol = (byte)protocol };
        byte[] from = IPAddress.Parse(lower).GetAddressBytes(), to = IPAddress.Parse(upper).GetAddressBytes();
        from.CopyTo(new Span<byte>(key.lowerAddress, 16));
        to.CopyTo(new Span<byte>(key.upperAddress, 16));
        key.version = (byte)(from.Length == 4 ? 4 : 6);
        return key;
    }
}
