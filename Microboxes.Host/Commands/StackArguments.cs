using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microboxes.Host.Configuration;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks.Monitor.Reassembly;

namespace Microboxes.Host.Commands;

/// <summary>The options that say how packets are processed; each overrides the configuration.</summary>
internal sealed class StackArguments
{
    private readonly Option<string?> overlap = new("--overlap")
    {
        HelpName = "policy",
        Description = $"Which bytes count when TCP segments overlap with different contents: {string.Join(", ", OverlapPolicyNames.Shown)}. Default: first.",
    };

    private readonly Option<bool> noChecksums = new("--no-checksums") { Description = "Accept packets whose checksums are wrong, as in captures taken where the network card computes them." };
    private readonly Option<int?> stacks = new("--stacks") { HelpName = "n", Description = "Stack lines that share the traffic, 1 to 64. Default: 1." };
    private readonly Option<Placement?> placement = new("--placement") { HelpName = "how", Description = "How the work is spread over threads: auto, dedicated, packed or inline. Default: auto." };

    internal StackArguments()
    {
        overlap.CustomParser = result => ParseName(result, "--overlap", OverlapPolicyNames.Shown);
        stacks.CustomParser = ParseStacks;
        placement.CustomParser = result => Enum.TryParse(ParseName(result, "--placement", ScalarKind.NamesOf(typeof(Placement))), ignoreCase: true, out Placement value) ? value : null;
    }

    internal void AddTo(Command command)
    {
        command.Add(overlap);
        command.Add(noChecksums);
        command.Add(stacks);
        command.Add(placement);
    }

    internal void Apply(ParseResult arguments, HostOptions options)
    {
        options.Stacks.Overlap = arguments.GetValue(overlap) ?? options.Stacks.Overlap;
        options.Stacks.Count = arguments.GetValue(stacks) ?? options.Stacks.Count;
        options.Lanes.Placement = arguments.GetValue(placement) ?? options.Lanes.Placement;
        if (arguments.GetValue(noChecksums)) options.Stacks.VerifyChecksums = false;
    }

    private static string? ParseName(ArgumentResult result, string option, IReadOnlyList<string> names)
    {
        string text = result.Tokens[0].Value;
        if (names.Contains(text)) return text;
        result.AddError($"{option} is '{text}': write {ScalarKind.Choice(names)}.");
        return null;
    }

    private static int? ParseStacks(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= 64) return count;
        result.AddError($"--stacks is '{text}': write a whole number from 1 to 64.");
        return null;
    }
}
