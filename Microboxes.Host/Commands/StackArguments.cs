using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microboxes.Host.Configuration;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks.Monitor.Reassembly;

namespace Microboxes.Host.Commands;

/// <summary>
/// The options that say how packets are processed; each overrides the configuration. All are texts to the parser: one instance of its generic code
/// serves them, which a command's start would otherwise wait for.
/// </summary>
internal sealed class StackArguments
{
    private const int MostStacks = 64;

    private readonly Option<string> overlap = new("--overlap")
    {
        HelpName = "policy",
        Description = $"Which bytes count when TCP segments overlap with different contents: {string.Join(", ", OverlapPolicyNames.Shown)}. Default: first.",
    };

    private readonly Option<bool> noChecksums = new("--no-checksums") { Description = "Accept packets whose checksums are wrong, as in captures taken where the network card computes them." };
    private readonly Option<string> stacks = new("--stacks") { HelpName = "n", Description = "Stack lines that share the traffic, 1 to 64. Default: 1." };
    private readonly Option<string> placement = new("--placement") { HelpName = "how", Description = "How the work is spread over threads: auto, dedicated, packed or inline. Default: auto." };

    internal StackArguments()
    {
        overlap.Validators.Add(result => RequireName(result, OverlapPolicyNames.Shown));
        placement.Validators.Add(result => RequireName(result, ScalarKind.NamesOf(typeof(Placement))));
        stacks.Validators.Add(RequireStacks);
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
        if (arguments.GetValue(overlap) is { } policy) options.Stacks.Overlap = policy;
        if (arguments.GetValue(stacks) is { } count) options.Stacks.Count = int.Parse(count, CultureInfo.InvariantCulture);
        if (arguments.GetValue(placement) is { } how) options.Lanes.Placement = Enum.Parse<Placement>(how, ignoreCase: true);
        if (arguments.GetValue(noChecksums)) options.Stacks.VerifyChecksums = false;
    }

    private static void RequireName(OptionResult result, IReadOnlyList<string> names)
    {
        if (result.Tokens is [var token] && !names.Contains(token.Value)) result.AddError($"{result.Option.Name} is '{token.Value}': write {ScalarKind.Choice(names)}.");
    }

    private static void RequireStacks(OptionResult result)
    {
        if (result.Tokens is not [var token]) return;
        bool isCount = int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= MostStacks;
        if (!isCount) result.AddError($"--stacks is '{token.Value}': write a whole number from 1 to {MostStacks}.");
    }
}
