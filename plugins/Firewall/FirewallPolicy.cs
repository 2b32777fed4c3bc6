using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Firewall;

/// <summary>The rules in their order, and what happens to packets that none of them matches. The first match decides.</summary>
internal sealed class FirewallPolicy
{
    // A rule's number must fit into a flow's state.
    private const int MostRules = ushort.MaxValue - 2;

    private readonly FirewallRule[] rules;
    private readonly FirewallAction otherwise;

    /// <exception cref="NfConfigurationException">A setting is wrong.</exception>
    internal FirewallPolicy(NfSettings settings)
    {
        Texts = settings.List("rules");
        if (Texts.Count > MostRules) throw new NfConfigurationException($"rules has {Texts.Count} entries: write at most {MostRules}.");
        rules = [.. Texts.Select((text, number) => RuleParser.Parse(number, text))];
        otherwise = Default(settings.Text("default", "allow"));
    }

    /// <summary>The rules as they were written.</summary>
    internal IReadOnlyList<string> Texts { get; }

    /// <summary>The number that stands for no rule: one past the last.</summary>
    internal int NoRule => rules.Length;

    internal FirewallAction ActionOf(int rule) => rule == NoRule ? otherwise : rules[rule].Action;

    internal int FirstMatch(in FlowKey key, FlowPhase phase)
    {
        for (int rule = 0; rule < rules.Length; rule++)
            if (rules[rule].Matches(key, phase)) return rule;
        return NoRule;
    }

    private static FirewallAction Default(string word)
    {
        try
        {
            return RuleParser.ParseAction(word);
        }
        catch (FormatException e)
        {
            throw new NfConfigurationException($"default is wrong: {e.Message}.", e);
        }
    }
}
