using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Commands.Operating;

/// <summary>A command that asks a running plane and prints its reply.</summary>
internal abstract class OperatingCommand : Command
{
    private readonly Option<bool> json = SharedOptions.Json();
    private readonly AdminTarget target = new();
    private readonly CommandHost host;

    protected OperatingCommand(CommandHost host, string name, string description)
        : base(name, description)
    {
        this.host = host;
        Add(json);
        target.AddTo(this);
        SetAction(arguments => Run(arguments));
    }

    /// <summary>What to ask.</summary>
    protected abstract AdminRequest Request(ParseResult arguments);

    /// <summary>The reply for a person.</summary>
    protected abstract void Write(TextWriter text, AdminReply reply);

    /// <summary>The reply's own JSON.</summary>
    protected abstract JsonTypeInfo TypeOf(AdminReply reply);

    /// <summary>What the command ends with when the request was carried out.</summary>
    protected virtual int CodeOf(AdminReply reply) => ExitCode.Done;

    private int Run(ParseResult arguments)
    {
        AdminRequest request = Request(arguments);
        AdminReply reply = target.Open(arguments).Ask(request);
        bool asJson = arguments.GetValue(json);
        if (reply is RefusalReply refusal) return Refusals.Write(host, refusal, asJson);
        if (asJson) ReplyDocument.Write(host.Output, reply, TypeOf(reply));
        else WriteText(reply);
        return CodeOf(reply);
    }

    private void WriteText(AdminReply reply)
    {
        using StreamWriter text = host.OpenText();
        Write(text, reply);
    }
}
