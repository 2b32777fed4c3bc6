using System.Globalization;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Firewall;

/// <summary>
/// Reads a rule: ACTION [PROTOCOL] [from ADDRESS [port PORTS]] [to ADDRESS [port PORTS]] [PHASE], for example "deny tcp from 10.0.0.0/8 to any port 22,8000-8080"
/// or "allow tcp established". ACTION is allow, deny or reject; PHASE is new, established, midstream or invalid.
/// </summary>
internal sealed class RuleParser
{
    private const string Protocols = "any, tcp, udp, icmp, icmp6, sctp, gre, esp or a number from 0 to 255";

    private readonly string[] words;
    private int next;

    private RuleParser(string text) => words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <exception cref="NfConfigurationException">The text is no rule; the sentence names the rule and the reason.</exception>
    internal static FirewallRule Parse(int number, string text)
    {
        try
        {
            return new RuleParser(text.ToLowerInvariant()).Rule();
        }
        catch (FormatException e)
        {
            throw new NfConfigurationException($"rules:{number} is '{text}', and {e.Message}.", e);
        }
    }

    internal static FirewallAction ParseAction(string word) => word switch
    {
        "allow" => FirewallAction.Allow,
        "deny" => FirewallAction.Deny,
        "reject" => FirewallAction.Reject,
        _ => throw new FormatException($"'{word}' is no action: write allow, deny or reject"),
    };

    private FirewallRule Rule()
    {
        FirewallRule rule = new(ParseAction(Next("an action: allow, deny or reject")));
        if (next < words.Length && words[next] is not ("from" or "to") && !IsPhase(words[next])) rule = rule with { Protocol = Protocol(words[next++]) };
        if (Skip("from")) rule = rule with { From = Address("from"), FromPorts = Ports(rule) };
        if (Skip("to")) rule = rule with { To = Address("to"), ToPorts = Ports(rule) };
        if (next < words.Length && IsPhase(words[next])) rule = rule with { Phase = Phase(words[next++]) };
        return next == words.Length ? rule : throw new FormatException($"'{words[next]}' is not expected there: the order is ACTION PROTOCOL from ADDRESS port PORTS to ADDRESS port PORTS PHASE");
    }

    private AddressRange Address(string after) => AddressRange.Parse(Next($"an address behind '{after}'"));

    private PortRanges Ports(FirewallRule rule)
    {
        if (!Skip("port")) return PortRanges.Any;
        return rule.Protocol is (int)IpProtocol.Tcp or (int)IpProtocol.Udp or Sctp
            ? PortRanges.Parse(Next("a port behind 'port'"))
            : throw new FormatException("only tcp, udp and sctp have ports");
    }

    private string Next(string what) => next < words.Length ? words[next++] : throw new FormatException($"it lacks {what}");

    private bool Skip(string word)
    {
        if (next == words.Length || words[next] != word) return false;
        next++;
        return true;
    }

    private static bool IsPhase(string word) => word is "new" or "established" or "midstream" or "invalid";

    private static FlowPhase Phase(string word) => word switch
    {
        "new" => FlowPhase.New,
        "established" => FlowPhase.Established,
        "midstream" => FlowPhase.MidStream,
        _ => FlowPhase.Invalid,
    };

    private static int? Protocol(string word) => word switch
    {
        "any" => null,
        "tcp" => (int)IpProtocol.Tcp,
        "udp" => (int)IpProtocol.Udp,
        "icmp" => (int)IpProtocol.Icmp,
        "icmp6" => (int)IpProtocol.IcmpV6,
        "sctp" => Sctp,
        "gre" => (int)IpProtocol.Gre,
        "esp" => (int)IpProtocol.Esp,
        _ => byte.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out byte number)
            ? number
            : throw new FormatException($"'{word}' is no protocol: write {Protocols}"),
    };

    private const int Sctp = 132;
}
