using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Microboxes.Host.Commands;

/// <summary>bench VERB: hands over to the benchmark runner in perf/, which the repository builds on first use.</summary>
internal sealed class BenchCommand : Command
{
    private const string Runner = "perf/bench";
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly Option<int?> repetitions = new("--repetitions") { HelpName = "n", Description = "Interleaved repetitions of every row." };
    private readonly Option<string?> traces = new("--traces") { HelpName = "dir", Description = "A folder of recorded traces to use beside the traffic made in memory." };
    private readonly Option<string?> only = new("--only") { HelpName = "name", Description = "Only rows or files whose names contain this." };

    internal BenchCommand()
        : base("bench", "Measure this machine and this build.")
    {
        AddVerb("paper", "The paper's figures about stacks and events: fig1, fig2, fig6, fig7a, fig7b, snapshot, or all.", new("figure") { Arity = ArgumentArity.ZeroOrOne, Description = "Which figure; all when left out." }, traces);
        AddVerb("ops", "Time and allocated bytes of single operations.", null);
        AddVerb("smoke", "Every benchmark with next to no traffic: whether they work.", null);
        AddVerb("path", "Cost of one packet: a plain C loop, then the µStacks up to an event, without and with streams.", null);
        AddVerb("traces", "Streams of recorded traffic into an NF that reads them, against libnids.", new("dir") { Description = "A folder of .pcap files." });
        AddVerb("processes", "The flows command against tcpflow and tshark, process to process.", new("file") { Description = "A capture." });
        AddVerb("memory", "Resident memory while ten million flows pass a table of one million.", null);
    }

    private void AddVerb(string verb, string description, Argument<string>? subject, params Option[] further)
    {
        Command command = new(verb, description) { json, repetitions, only };
        if (subject != null) command.Add(subject);
        foreach (Option option in further) command.Add(option);
        command.SetAction(arguments => HandOver([verb, .. subject != null && arguments.GetValue(subject) is { } value ? [value] : Array.Empty<string>(), .. OptionsOf(arguments)]));
        Add(command);
    }

    private IEnumerable<string> OptionsOf(ParseResult arguments)
    {
        if (arguments.GetValue(json)) yield return "--json";
        if (arguments.GetValue(repetitions) is { } count)
        {
            yield return "--repetitions";
            yield return count.ToString(CultureInfo.InvariantCulture);
        }

        if (arguments.GetValue(only) is { } name)
        {
            yield return "--only";
            yield return name;
        }

        if (arguments.GetValue(traces) is { } folder)
        {
            yield return "--traces";
            yield return folder;
        }
    }

    private static int HandOver(IEnumerable<string> arguments)
    {
        string runner = FindRunner() ?? throw new CommandMistakeException($"The benchmark runner {Runner} is not beside this build: run ./mb bench from a checkout of the repository.");
        ProcessStartInfo start = new(runner, arguments);
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string? FindRunner()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, Runner);
            if (File.Exists(candidate)) return candidate;
        }

        return null;
    }
}
