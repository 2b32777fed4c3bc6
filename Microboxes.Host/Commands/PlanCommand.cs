using System.CommandLine;
using System.Text.Json;
using Microboxes.Host.Admin.Messages;
using Microboxes.Host.Commands.Operating;
using Microboxes.Host.Configuration;
using Microboxes.Host.Reports;

namespace Microboxes.Host.Commands;

/// <summary>plan [FILE|--live]: in which order and how much in parallel the functions of a configuration run, and why.</summary>
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
    private readonly Option<bool> live = new("--live") { Description = "The plan of a running plane, instead of a file." };
    private readonly AdminTarget target = new();
    private readonly Option<bool> json = SharedOptions.Json();

    internal PlanCommand(CommandHost host)
        : base("plan", "Show in which order and how much in parallel the functions of a configuration run.")
    {
        Add(file);
        Add(explain);
        Add(declarations);
        Add(live);
        target.AddTo(this);
        Add(json);
        SetAction(arguments => Run(host, arguments));
    }

    private int Run(CommandHost host, ParseResult arguments)
    {
        if (arguments.GetValue(live)) return RunLive(host, arguments);
        if (target.IsNamed(arguments)) throw new CommandMistakeException("--socket and --host name a running plane: write --live too to see its plan.");
        HostOptions options = ConfigurationFile.Load(arguments.GetRequiredValue(file));
        PlanReport report = host.Plan(options, arguments.GetValue(declarations), arguments.GetValue(explain));
        return PlanText.Write(host, report, arguments.GetValue(json));
    }

    private int RunLive(CommandHost host, ParseResult arguments)
    {
        if (arguments.GetValue(declarations) != null || arguments.GetResult(file) is { Implicit: false })
            throw new CommandMistakeException("--live shows the plan of a running plane: leave out the file and --declarations.");
        AdminReply reply = target.Open(arguments).Ask(new PlanRequest(arguments.GetValue(explain)));
        bool asJson = arguments.GetValue(json);
        return reply is PlanReply plan ? PlanText.Write(host, plan.Plan, asJson) : Refusals.Write(host, (RefusalReply)reply, asJson);
    }
}
