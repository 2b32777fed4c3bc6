using System.CommandLine;
using System.Text.Json;
using Microboxes.Host.Configuration;
using Microboxes.Host.Reports;

namespace Microboxes.Host.Commands;

/// <summary>plan [FILE]: in which order and how much in parallel the functions of a configuration run, and why.</summary>
internal sealed class PlanCommand : Command
{
    private readonly Argument<string> file = new("file")
    {
        Description = $"The configuration. Default: {ConfigurationFile.DefaultName} in this folder.",
        DefaultValueFactory = _ => ConfigurationFile.DefaultName,
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> explain = new("--explain") { Description = "Say why, in words." };
    private readonly Option<string?> declarations = new("--declarations") { HelpName = "file", Description = "A file that says what the functions declare, instead of their plugins." };
    private readonly Option<bool> json = SharedOptions.Json();

    internal PlanCommand(CommandHost host)
        : base("plan", "Show in which order and how much in parallel the functions of a configuration run.")
    {
        Add(file);
        Add(explain);
        Add(declarations);
        Add(json);
        SetAction(arguments => Run(host, arguments));
    }

    private int Run(CommandHost host, ParseResult arguments)
    {
        HostOptions options = ConfigurationFile.Load(arguments.GetRequiredValue(file));
        PlanReport report = host.Plan(options, arguments.GetValue(declarations), arguments.GetValue(explain));
        return PlanText.Write(host, report, arguments.GetValue(json));
    }
}
