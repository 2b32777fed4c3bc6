using System.CommandLine;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Commands.Operating;

/// <summary>nf reload|disable|enable NF.</summary>
internal sealed class FunctionChangeCommand : ChangeCommand
{
    private readonly Argument<string> function = new("nf") { Description = "The network function's name." };
    private readonly Func<string, AdminRequest> request;

    internal FunctionChangeCommand(CommandHost host, string name, string description, Func<string, AdminRequest> request)
        : base(host, name, description)
    {
        this.request = request;
        Add(function);
    }

    protected override AdminRequest Request(ParseResult arguments) => request(arguments.GetRequiredValue(function));
}
