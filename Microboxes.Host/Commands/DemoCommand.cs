using System.CommandLine;
using System.Text.Json;
using Microboxes.Host.Configuration;

namespace Microboxes.Host.Commands;

/// <summary>demo: generated traffic through every NF that comes with Microboxes, with a summary that explains itself.</summary>
internal sealed class DemoCommand : Command
{
    private const int ShownRecords = 3;
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly StackArguments stack = new();

    internal DemoCommand(CommandHost host)
        : base("demo", "Run generated TCP traffic through the network functions and explain what they saw.")
    {
        Add(json);
        stack.AddTo(this);
        SetAction(arguments => Run(host, arguments));
    }

    private int Run(CommandHost host, ParseResult arguments)
    {
        HostOptions options = DemoPlan.Options();
        stack.Apply(arguments, options);
        DemoOutputs outputs = new();
        bool asJson = arguments.GetValue(json);
        Outcome outcome = Replay.Run(host, options, outputs, showProgress: true);
        if (asJson) WriteJson(host, outcome.Report, outputs);
        else WriteText(host, outcome.Report, outputs);
        return outcome.ExitCode;
    }

    private static void WriteText(CommandHost host, PlaneReport report, DemoOutputs outputs)
    {
        using StreamWriter text = host.OpenText();
        text.WriteLine("What happened");
        text.WriteLine("  A generator made HTTP connections with lost, repeated and reordered packets. One Network and one Monitor µStack did the protocol");
        text.WriteLine("  work once, and these network functions, each a plugin, subscribed to what they need:");
        foreach ((string function, string what) in DemoPlan.Explained) text.WriteLine($"    {function,-10} {what}");
        text.WriteLine();
        Summary.Write(text, report);
        text.WriteLine("  Every packet is accounted for: those delivered and those dropped, by reason, are all that came in.");
        foreach ((string function, string _) in DemoPlan.Explained) WriteSample(text, function, outputs);
        text.WriteLine();
        text.WriteLine("What to try next");
        foreach (string line in DemoPlan.Next) text.WriteLine($"  {line}");
    }

    private static void WriteSample(StreamWriter text, string function, DemoOutputs outputs)
    {
        IReadOnlyList<ReadOnlyMemory<byte>> records = outputs.Of(function);
        if (records.Count == 0) return;
        text.WriteLine();
        text.WriteLine(records.Count == 1 ? $"{function} wrote one record:" : $"{function} wrote {records.Count} records, the first of them:");
        text.Flush();
        foreach (ReadOnlyMemory<byte> record in records.Take(ShownRecords))
        {
            text.BaseStream.Write("  "u8);
            text.BaseStream.Write(record.Span);
            text.BaseStream.Write("\n"u8);
        }
    }

    private static void WriteJson(CommandHost host, PlaneReport report, DemoOutputs outputs)
    {
        using JsonDocumentStream document = new(host.Output);
        Utf8JsonWriter writer = document.Writer;
        writer.WriteStartObject();
        ReportWriter.WriteCounts(writer, report);
        ReportWriter.WriteParts(writer, report);
        writer.WriteStartObject("records"u8);
        foreach ((string function, string _) in DemoPlan.Explained) writer.WriteNumber(function, outputs.Of(function).Count);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
