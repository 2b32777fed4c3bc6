using System.CommandLine;
using System.Diagnostics;

namespace Microboxes.Host.Commands;

/// <summary>bench path: hands over to the benchmark runner in perf/, which the repository builds on first use.</summary>
internal sealed class BenchCommand : Command
{
    private const string Runner = "perf/bench";
    private readonly Option<bool> json = SharedOptions.Json();

    internal BenchCommand()
        : base("bench", "Measure this machine and this build.")
    {
        Command path = new("path", "Cost of one packet: a plain C loop, then the µStacks up to an event, without and with streams.") { json };
        path.SetAction(arguments => HandOver("path", arguments.GetValue(json)));
        Add(path);
    }

    private static int HandOver(string verb, bool json)
    {
        string runner = FindRunner() ?? throw new CommandMistakeException($"The benchmark runner {Runner} is not beside this build: run ./mb bench from a checkout of the repository.");
        ProcessStartInfo start = new(runner);
        start.ArgumentList.Add(verb);
        if (json) start.ArgumentList.Add("--json");
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
