using System.CommandLine;
using Microboxes.Host.Configuration;

namespace Microboxes.Host.Commands;

/// <summary>flows FILE: every flow of a capture, as a table or as one JSON document.</summary>
internal sealed class FlowsCommand : Command
{
    private readonly Argument<string> file = new("file") { Description = "A pcap or pcapng file; - for standard input." };
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly StackArguments stack = new();

    internal FlowsCommand(CommandHost host)
        : base("flows", "List every flow of a capture: bytes, state and, with --json, the hash of each direction's stream.")
    {
        Add(file);
        Add(json);
        stack.AddTo(this);
        SetAction(arguments => Run(host, arguments));
    }

    private int Run(CommandHost host, ParseResult arguments)
    {
        string path = arguments.GetRequiredValue(file);
        bool asJson = arguments.GetValue(json);
        HostOptions options = CommandOptions.Replay(path, "Digest", ("hash", asJson ? "true" : "false"));
        stack.Apply(arguments, options);

        CollectedRecords records = new();
        Outcome outcome = Replay.Run(host, options, records, showProgress: true);
        if (asJson) FlowsDocument.Write(host.Output, path, outcome.Report, records.Sorted());
        else PrintTable(host, outcome.Report, records.Sorted());
        return outcome.ExitCode;
    }

    private static void PrintTable(CommandHost host, PlaneReport report, IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        FlowsTable.Write(host.Output, records);
        using StreamWriter text = host.OpenText();
        Summary.Write(text, report);
    }
}
