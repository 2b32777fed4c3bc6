using System.CommandLine;
using System.CommandLine.Parsing;
using Microboxes.Host.Admin;
using Microboxes.Host.Commands.Operating;
using Microboxes.Host.Configuration;
using Microboxes.Host.Devices;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Commands;

/// <summary>Reads the command line, runs its command and turns every mistake and fault into a sentence and an exit code.</summary>
internal static class CommandLine
{
    internal const string Name = "mb";

    internal static int Run(IReadOnlyList<string> arguments, CommandHost host)
    {
        try
        {
            return Invoke(arguments, host);
        }
        catch (Exception e)
        {
            return Explain(e, host.Error);
        }
    }

    private static int Invoke(IReadOnlyList<string> arguments, CommandHost host)
    {
        RootCommand root = Root(host);
        ParseResult result = root.Parse(arguments);
        if (result.Errors.Count > 0) return Refuse(result, host.Error);

        using StreamWriter text = host.OpenText();
        return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = text, Error = host.Error });
    }

    internal static RootCommand Root(CommandHost host) => new("Runs network functions over live or recorded traffic; protocol work is done once, by a µStack.")
    {
        HelpName = Name,
        Subcommands =
        {
            new DemoCommand(host), new RunCommand(host), new FlowsCommand(host), new StreamsCommand(host), new PlanCommand(host), new ConfigCommand(host), new BenchCommand(),
            new StatusCommand(host), new NfCommand(host), new ApplyCommand(host), new RollbackCommand(host), new DoctorCommand(host), new AdminCommand(host),
        },
    };

    private static int Refuse(ParseResult result, TextWriter error)
    {
        string path = CommandPath(result.CommandResult);
        IEnumerable<string> sentences = result.CommandResult.Command.Subcommands.Count > 0
            ? [MissingCommand(result, path)]
            : result.Errors.Select(e => e.Message.Replace("Unrecognized command or argument", $"'{path}' has no use for", StringComparison.Ordinal));
        foreach (string sentence in sentences) error.WriteLine($"{Name}: {sentence}");
        error.WriteLine($"'{path} --help' shows what can be written.");
        return ExitCode.Mistake;
    }

    private static string MissingCommand(ParseResult result, string path)
    {
        string choice = ScalarKind.Choice([.. result.CommandResult.Command.Subcommands.Select(c => c.Name)]);
        return result.UnmatchedTokens.Count == 0
            ? $"'{path}' lacks a command: write {choice}."
            : $"'{result.UnmatchedTokens[0]}' is not a command of '{path}': write {choice}.";
    }

    private static string CommandPath(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{CommandPath(parent)} {command.Command.Name}" : Name;

    private static int Explain(Exception e, TextWriter error)
    {
        switch (e)
        {
            case ConfigurationMistakesException mistakes:
                foreach (ConfigurationMistake mistake in mistakes.Mistakes) error.WriteLine($"{Name}: {mistake}");
                return ExitCode.Mistake;
            case MistakeException or NfConfigurationException:
                error.WriteLine($"{Name}: {e.Message}");
                return ExitCode.Mistake;
            case AdminUnreachableException:
                error.WriteLine($"{Name}: {e.Message}");
                return ExitCode.Unreachable;
            case DeviceException:
                error.WriteLine($"{Name}: {e.Message}");
                return e.InnerException == null ? ExitCode.FaultyInput : ExitCode.Mistake;
            case IOException when IsBrokenPipe(e):
                return ExitCode.BrokenPipe;
            case IOException or UnauthorizedAccessException:
                error.WriteLine($"{Name}: {e.Message.TrimEnd('.')}: check the path, its permissions and the space left.");
                return ExitCode.Mistake;
            default:
                error.WriteLine($"{Name}: this is a fault of Microboxes, please report it with the command you ran: {e.GetType().Name} in {Place(e)}: {FirstLine(e.Message)}");
                return ExitCode.InternalFault;
        }
    }

    private static bool IsBrokenPipe(Exception e) => e.HResult == 32 || e.Message.Contains("Broken pipe", StringComparison.Ordinal);

    private static string Place(Exception e) => e.TargetSite is { } method ? $"{method.DeclaringType?.Name}.{method.Name}" : "an unknown place";

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd();
}
