using System.CommandLine;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Commands.Operating;

/// <summary>nf list|reload|disable|enable: the network functions of a running plane.</summary>
internal sealed class NfCommand : Command
{
    internal NfCommand(CommandHost host)
        : base("nf", "Look after the network functions of a running plane.")
    {
        Add(new NfListCommand(host));
        Add(new FunctionChangeCommand(host, "reload", "Load a network function anew and swap it in while packets flow.", function => new ReloadRequest(function)));
        Add(new FunctionChangeCommand(host, "disable", "Take a network function out.", function => new DisableRequest(function)));
        Add(new FunctionChangeCommand(host, "enable", "Put a disabled or quarantined network function back to work.", function => new EnableRequest(function)));
    }
}
