using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Commands.Operating;

/// <summary>A command that changes something in a running plane and prints what was changed.</summary>
internal abstract class ChangeCommand(CommandHost host, string name, string description) : OperatingCommand(host, name, description)
{
    protected override JsonTypeInfo TypeOf(AdminReply reply) => AdminJson.Default.ChangeReply;

    protected override void Write(TextWriter text, AdminReply reply)
    {
        ChangeReply change = (ChangeReply)reply;
        text.WriteLine(change.Sentence);
        foreach (string line in change.Changes) text.WriteLine($"  {line}");
    }
}
