using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>
/// Reads a filter by recursive descent:
/// <code>
/// filter  = all { "or" all }
/// all     = single { "and" single }
/// single  = { "not" } ( "(" filter ")" | term )
/// </code>
/// </summary>
internal static class FilterParser
{
    // Text is the operator's, but a pasted megabyte of parentheses must be a sentence too, not the end of the process.
    private const int DeepestNesting = 100;

    /// <exception cref="FormatException">The text is not a filter; the message says where, what was found and what was expected.</exception>
    internal static FlowFilter Parse(ReadOnlySpan<char> text)
    {
        FilterWords words = new(text);
        FlowFilter filter = ReadAny(ref words, 0);
        if (!words.IsAtEnd) throw words.Mistake("'and', 'or' or the end of the filter");
        return filter;
    }

    private static FlowFilter ReadAny(ref FilterWords words, int depth)
    {
        FlowFilter first = ReadAll(ref words, depth);
        if (!words.Is("or")) return first;
        List<FlowFilter> alternatives = [first];
        while (words.Take("or")) alternatives.Add(ReadAll(ref words, depth));
        return new AnyOf([.. alternatives]);
    }

    private static FlowFilter ReadAll(ref FilterWords words, int depth)
    {
        FlowFilter first = ReadSingle(ref words, depth);
        if (!words.Is("and")) return first;
        List<FlowFilter> terms = [first];
        while (words.Take("and")) terms.Add(ReadSingle(ref words, depth));
        return new AllOf([.. terms]);
    }

    private static FlowFilter ReadSingle(ref FilterWords words, int depth)
    {
        bool negated = false;
        while (words.Take("not")) negated = !negated;
        FlowFilter single = words.Is("(") ? ReadNested(ref words, depth + 1) : ReadTerm(ref words);
        return negated ? new Not(single) : single;
    }

    private static FlowFilter ReadNested(ref FilterWords words, int depth)
    {
        if (depth > DeepestNesting) throw words.Mistake($"at most {DeepestNesting} parentheses within each other");
        words.Next();
        FlowFilter filter = ReadAny(ref words, depth);
        if (!words.Take(")")) throw words.Mistake("'and', 'or' or ')'");
        return filter;
    }

    private static FlowFilter ReadTerm(ref FilterWords words)
    {
        if (words.Take("tcp")) return new OfProtocol(IpProtocol.Tcp, IpProtocol.Tcp);
        if (words.Take("udp")) return new OfProtocol(IpProtocol.Udp, IpProtocol.Udp);
        if (words.Take("icmp")) return new OfProtocol(IpProtocol.Icmp, IpProtocol.IcmpV6);
        if (words.Take("proto")) return FilterValues.TakeProtocol(ref words);
        if (words.Take("ip")) return new OfVersion(4);
        if (words.Take("ip6")) return new OfVersion(6);
        if (words.Take("vlan")) return new OnVlan(FilterValues.TakeVlan(ref words));
        return ReadEndTerm(ref words);
    }

    private static FlowFilter ReadEndTerm(ref FilterWords words)
    {
        Ends ends = ReadEnds(ref words);
        if (words.Take("port")) return FilterValues.TakePorts(ref words, ends);
        if (words.Take("host")) return FilterValues.TakeHost(ref words, ends);
        if (words.Take("net")) return FilterValues.TakeNetwork(ref words, ends);
        throw words.Mistake(ends == Ends.Either
            ? "tcp, udp, icmp, proto, ip, ip6, vlan, port, host, net, client, server, 'not' or '('"
            : "port, host or net");
    }

    private static Ends ReadEnds(ref FilterWords words)
    {
        if (words.Take("client") || words.Take("src")) return Ends.Client;
        if (words.Take("server") || words.Take("dst")) return Ends.Server;
        return Ends.Either;
    }
}
