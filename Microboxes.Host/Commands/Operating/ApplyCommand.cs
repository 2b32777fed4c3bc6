using System.CommandLine;
using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Commands.Operating;

/// <summary>apply FILE: the applications of another configuration, while packets flow.</summary>
internal sealed class ApplyCommand : ChangeCommand
{
    private const int LongestFile = AdminWire.LongestMessage / 2;
    private readonly Argument<string> file = new("file") { Description = "The configuration whose applications to run from now on." };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Check it and say what would change; change nothing." };

    internal ApplyCommand(CommandHost host)
        : base(host, "apply", "Run another configuration's applications in a running plane, without stopping it.")
    {
        Add(file);
        Add(dryRun);
    }

    protected override AdminRequest Request(ParseResult arguments)
    {
        string path = arguments.GetRequiredValue(file);
        return new ApplyRequest(path, Read(path), arguments.GetValue(dryRun));
    }

    private static string Read(string path)
    {
        if (Directory.Exists(path)) throw new CommandMistakeException($"{path} is a folder: name a configuration file.");
        if (!File.Exists(path)) throw new CommandMistakeException($"{path} does not exist: name a configuration file.");
        string text = File.ReadAllText(path);
        return text.Length <= LongestFile ? text : throw new CommandMistakeException($"{path} has {text.Length} characters, more than the {LongestFile} a configuration may have here: make it shorter.");
    }
}
