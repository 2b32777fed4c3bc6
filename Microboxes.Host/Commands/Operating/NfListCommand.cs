using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Commands.Operating;

/// <summary>nf list: every instance of every network function.</summary>
internal sealed class NfListCommand(CommandHost host) : OperatingCommand(host, "list", "List the instances of all network functions.")
{
    private static readonly string[] Heading = ["NF", "APPLICATION", "STACK", "STATUS", "MODE", "VERSION", "LANE", "THREAD", "RESTARTS", "RELOADS", "EVENTS", "LAG", "MISSED"];
    private readonly CommandHost host = host;

    protected override AdminRequest Request(ParseResult arguments) => new FunctionsRequest();

    protected override JsonTypeInfo TypeOf(AdminReply reply) => AdminJson.Default.FunctionsReply;

    protected override void Write(TextWriter text, AdminReply reply)
    {
        IReadOnlyList<FunctionStatus> functions = ((FunctionsReply)reply).Functions;
        string[][] rows = [Heading, .. functions.Select(Row)];
        int[] widths = [.. Heading.Select((_, column) => rows.Max(row => Encoding.UTF8.GetByteCount(row[column])))];
        text.Flush();
        TableWriter table = new(host.Output);
        foreach (string[] row in rows)
        {
            for (int column = 0; column < row.Length; column++) table.Left(Encoding.UTF8.GetBytes(row[column]), widths[column] + 2);
            table.EndLine();
        }

        table.Flush();
        foreach (FunctionStatus function in functions.Where(f => f.Reason != null)) text.WriteLine($"{function.Application}/{function.Function}: {function.Reason}");
    }

    private static string[] Row(FunctionStatus f) =>
    [
        f.Function, f.Application, f.StackLine < 0 ? "all" : Text(f.StackLine), f.Status, f.Mode ?? "", f.Version ?? "", f.Lane ?? "", f.OsThread is { } thread ? Text(thread) : "",
        Text(f.Restarts), Text(f.Reloads), Text(f.Events), Text(f.Lag), Text(f.Missed),
    ];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
