using System.Net;
using System.Numerics;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Tests.Flows.Filters;

/// <summary>A random filter with its text and, independently of the parser, what it selects.</summary>
/// <param name="Text">As a user may write it.</param>
/// <param name="Binding">0 for a single term, 1 for <c>not</c>, 2 for <c>and</c>, 3 for <c>or</c>: what needs parentheses where.</param>
/// <param name="Selects">The obviously correct evaluation.</param>
internal sealed record NaiveFilter(string Text, int Binding, Predicate<FlowKey> Selects)
{
    internal static readonly string[] Addresses = ["10.0.0.1", "10.0.0.2", "10.1.0.1", "192.168.1.1", "192.168.1.129", "2001:db8::1", "2001:db8::2", "2001:db8:8000::1", "fe80::1", "::1"];
    internal static readonly int[] Ports = [0, 53, 80, 443, 1024, 40_000, 65_535];

    internal static NaiveFilter Draw(Random random, int depth)
    {
        int kind = depth == 0 ? 9 : random.Next(10);
        if (kind < 2) return Negation(random, depth);
        if (kind < 4) return Join(random, depth, "and", 2, (a, b) => a && b);
        return kind < 6 ? Join(random, depth, "or", 3, (a, b) => a || b) : Term(random);
    }

    private static NaiveFilter Negation(Random random, int depth)
    {
        NaiveFilter inner = Draw(random, depth - 1);
        return new(Spaced(random, "not", Within(random, inner, 1)), 1, key => !inner.Selects(key));
    }

    private static NaiveFilter Join(Random random, int depth, string word, int binding, Func<bool, bool, bool> join)
    {
        NaiveFilter left = Draw(random, depth - 1);
        NaiveFilter right = Draw(random, depth - 1);
        return new(Spaced(random, Within(random, left, binding), word, Within(random, right, binding)), binding, key => join(left.Selects(key), right.Selects(key)));
    }

    private static NaiveFilter Term(Random random) => random.Next(6) switch
    {
        0 => Protocol(random),
        1 => Version(random),
        2 => Vlan(random),
        3 => PortTerm(random),
        _ => AddressTerm(random),
    };

    private static NaiveFilter Protocol(Random random) => random.Next(3) switch
    {
        0 => new("tcp", 0, key => key.Protocol == IpProtocol.Tcp),
        1 => new("UDP", 0, key => key.Protocol == IpProtocol.Udp),
        _ => new("icmp", 0, key => key.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6),
    };

    private static NaiveFilter Version(Random random) =>
        random.Next(2) == 0 ? new("ip", 0, key => key.IpVersion == 4) : new("ip6", 0, key => key.IpVersion == 6);

    private static NaiveFilter Vlan(Random random)
    {
        int identifier = random.Next(4);
        if (identifier == 3) return new("vlan", 0, key => key.IsTagged);
        return new($"vlan {identifier}", 0, key => key.IsTagged && (key.OuterVlan == identifier || (identifier > 0 && key.InnerVlan == identifier)));
    }

    private static NaiveFilter PortTerm(Random random)
    {
        int one = Ports[random.Next(Ports.Length)];
        int other = Ports[random.Next(Ports.Length)];
        (int low, int high) = random.Next(2) == 0 ? (one, one) : (Math.Min(one, other), Math.Max(one, other));
        (string prefix, End[] ends) = DrawEnds(random);
        string text = low == high ? $"{prefix}port {low}" : $"{prefix}port {low}-{high}";
        return new(text, 0, key => key.Protocol is IpProtocol.Tcp or IpProtocol.Udp && Array.Exists(ends, end => Enumerable.Range(low, high - low + 1).Contains(key.Port(end))));
    }

    private static NaiveFilter AddressTerm(Random random)
    {
        IPAddress address = IPAddress.Parse(Addresses[random.Next(Addresses.Length)]);
        int bits = 8 * address.GetAddressBytes().Length;
        int length = random.Next(3) == 0 ? bits : random.Next(bits + 1);
        (string prefix, End[] ends) = DrawEnds(random);
        bool asHost = length == bits && random.Next(2) == 0;
        return new(asHost ? $"{prefix}host {address}" : $"{prefix}net {address}/{length}", 0, key =>
        {
            FlowKey copy = key;
            return Array.Exists(ends, end => copy.Address(end).AddressFamily == address.AddressFamily && Number(copy.Address(end)) >> (bits - length) == Number(address) >> (bits - length));
        });
    }

    private static BigInteger Number(IPAddress address) => new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);

    private static (string Prefix, End[] Ends) DrawEnds(Random random) => random.Next(5) switch
    {
        0 => ("client ", [End.Client]),
        1 => ("src ", [End.Client]),
        2 => ("server ", [End.Server]),
        3 => ("dst ", [End.Server]),
        _ => ("", [End.Client, End.Server]),
    };

    // What binds less closely than its surroundings needs parentheses; anything may have them.
    private static string Within(Random random, NaiveFilter inner, int binding) =>
        inner.Binding > binding || random.Next(5) == 0 ? $"({inner.Text})" : inner.Text;

    private static string Spaced(Random random, params string[] words) => string.Join(random.Next(4) == 0 ? "  \t" : " ", words);
}
