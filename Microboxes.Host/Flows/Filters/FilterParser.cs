using System.Globalization;
using System.Net;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>Reads filters: primitives joined by "not", "and", "or" (binding in this order) and parentheses.</summary>
internal sealed class FilterParser
{
    private const string Primitives = "tcp, udp, icmp, ip, ip6, proto N, port N, port N-M, host ADDRESS, net ADDRESS/BITS or vlan N";
    private const int MaxDepth = 100;
    private readonly string text;
    private readonly string[] words;
    private int next;
    private int depth;

    internal FilterParser(string text)
    {
        this.text = text;
        words = text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    internal FlowFilter Parse()
    {
        FlowFilter filter = ParseAny();
        return next == words.Length ? filter : throw Wrong($"'{words[next]}' does not belong behind '{words[next - 1]}': join primitives with 'and' or 'or'");
    }

    private FlowFilter ParseAny()
    {
        FlowFilter filter = ParseAll();
        while (Take("or")) filter = new AnyOf(filter, ParseAll());
        return filter;
    }

    private FlowFilter ParseAll()
    {
        FlowFilter filter = ParseOne();
        while (Take("and")) filter = new AllOf(filter, ParseOne());
        return filter;
    }

    private FlowFilter ParseOne()
    {
        if (++depth > MaxDepth) throw Wrong("it is nested too deeply: write it with fewer parentheses");
        FlowFilter filter = Take("not") ? new NoneOf(ParseOne()) : Take("(") ? ParseParenthesis() : ParsePrimitive();
        depth--;
        return filter;
    }

    private FlowFilter ParseParenthesis()
    {
        FlowFilter filter = ParseAny();
        return Take(")") ? filter : throw Wrong("a parenthesis is not closed: write ')'");
    }

    private FlowFilter ParsePrimitive() => Word($"write {Primitives}") switch
    {
        "ip" => new VersionFilter(4),
        "ip6" => new VersionFilter(6),
        "tcp" => new ProtocolFilter(IpProtocol.Tcp, IpProtocol.Tcp),
        "udp" => new ProtocolFilter(IpProtocol.Udp, IpProtocol.Udp),
        "icmp" => new ProtocolFilter(IpProtocol.Icmp, IpProtocol.IcmpV6),
        "proto" => ParseProtocol(),
        "port" => ParsePort(),
        "host" => ParseHost(),
        "net" => ParseNetwork(),
        "vlan" => new VlanFilter(Number(Word("write a number behind 'vlan'"), 4095)),
        string other => throw Wrong($"'{other}' is not known: write {Primitives}"),
    };

    private ProtocolFilter ParseProtocol()
    {
        IpProtocol protocol = (IpProtocol)Number(Word("write a number behind 'proto'"), 255);
        return new(protocol, protocol);
    }

    private PortFilter ParsePort()
    {
        string[] ends = Word("write a number behind 'port'").Split('-');
        int first = Number(ends[0], 65_535), last = Number(ends[^1], 65_535);
        return ends.Length <= 2 && first <= last ? new(first, last) : throw Wrong($"'{string.Join('-', ends)}' is not a range of ports: write the lower first");
    }

    private NetworkFilter ParseHost()
    {
        string word = Word("write an address behind 'host'");
        IPAddress address = Address(word);
        return new(address, 8 * address.GetAddressBytes().Length);
    }

    private NetworkFilter ParseNetwork()
    {
        string[] parts = Word("write ADDRESS/BITS behind 'net'").Split('/');
        IPAddress address = Address(parts[0]);
        if (parts.Length != 2) throw Wrong($"'{parts[0]}' has no length: write ADDRESS/BITS behind 'net'");
        return new(address, Number(parts[1], 8 * address.GetAddressBytes().Length));
    }

    // IPAddress also reads "1" and "0x7f.1"; nobody means those.
    private IPAddress Address(string word)
    {
        bool isPlain = word.Contains(':', StringComparison.Ordinal) || (word.Count(c => c == '.') == 3 && word.All(c => c == '.' || char.IsAsciiDigit(c)));
        return isPlain && IPAddress.TryParse(word, out IPAddress? address) ? address : throw Wrong($"'{word}' is not an IPv4 or IPv6 address");
    }

    private int Number(string word, int most) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= most
            ? number
            : throw Wrong(string.Create(CultureInfo.InvariantCulture, $"'{word}' is not a whole number from 0 to {most}"));

    private string Word(string remedy) => next < words.Length ? words[next++] : throw Wrong($"it ends too early: {remedy}");

    private bool Take(string word)
    {
        if (next == words.Length || words[next] != word) return false;
        next++;
        return true;
    }

    private FormatException Wrong(string reason) => new($"'{text}' is not a filter: {reason}.");
}
