using System.CommandLine;
using Microboxes.Host.Admin.Messages;

namespace Microboxes.Host.Commands.Operating;

/// <summary>rollback: back to the plan before the last one.</summary>
internal sealed class RollbackCommand(CommandHost host) : ChangeCommand(host, "rollback", "Put a running plane back to the plan before the last one.")
{
    protected override AdminRequest Request(ParseResult arguments) => new RollbackRequest();
}
