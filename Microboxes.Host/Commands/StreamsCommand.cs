using System.CommandLine;
using System.Text.Json;
using Microboxes.Host.Configuration;
using Microboxes.Host.Functions;

namespace Microboxes.Host.Commands;

/// <summary>streams FILE --out DIR: the reassembled bytes of every connection, one file for each direction.</summary>
internal sealed class StreamsCommand : Command
{
    private readonly Argument<string> file = new("file") { Description = "A pcap or pcapng file; - for standard input." };
    private readonly Option<string> output = new("--out") { HelpName = "folder", Description = "The folder to write to; it is made where it does not exist.", Required = true };
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly StackArguments stack = new();

    internal StreamsCommand(CommandHost host)
        : base("streams", "Write the reassembled bytes of every TCP connection, one file for each direction.")
    {
        Add(file);
        Add(output);
        Add(json);
        stack.AddTo(this);
        SetAction(arguments => Run(host, arguments));
    }

    private int Run(CommandHost host, ParseResult arguments)
    {
        string path = arguments.GetRequiredValue(file), folder = arguments.GetRequiredValue(output);
        MakeFolder(folder);
        HostOptions options = CommandOptions.Replay(path, "StreamFiles");
        stack.Apply(arguments, options);

        StreamFileOutput streams = new(Path.GetFullPath(folder), WhenFull.Wait);
        Outcome outcome = Replay.Run(host, options, streams, showProgress: true);
        if (arguments.GetValue(json)) WriteJson(host, path, folder, outcome.Report, streams.Files);
        else WriteText(host, folder, outcome.Report);
        return outcome.ExitCode;
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandMistakeException($"--out is '{folder}', which cannot be made or written to: name another folder.");
        }
    }

    private static void WriteText(CommandHost host, string folder, PlaneReport report)
    {
        using StreamWriter text = host.OpenText();
        text.WriteLine($"Streams are in {folder}.");
        Summary.Write(text, report);
    }

    private static void WriteJson(CommandHost host, string file, string folder, PlaneReport report, IReadOnlyList<(string Name, long Length)> files)
    {
        using JsonDocumentStream document = new(host.Output);
        Utf8JsonWriter writer = document.Writer;
        writer.WriteStartObject();
        writer.WriteString("file"u8, file);
        writer.WriteString("folder"u8, folder);
        ReportWriter.WriteCounts(writer, report);
        ReportWriter.WriteParts(writer, report);
        writer.WriteStartArray("streams"u8);
        foreach ((string name, long length) in files)
        {
            writer.WriteStartObject();
            writer.WriteString("file"u8, name);
            writer.WriteNumber("bytes"u8, length);
            writer.WriteEndObject();
            document.FlushWhenFull();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
