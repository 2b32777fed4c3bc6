using System.CommandLine;
using System.Runtime.CompilerServices;
using Microboxes.Host.Admin;
using Microboxes.Host.Admin.Local;
using Microboxes.Host.Admin.Remote;

namespace Microboxes.Host.Commands.Operating;

/// <summary>The options that say which running plane a command is for.</summary>
internal sealed class AdminTarget
{
    private readonly Option<string?> socket = new("--socket") { HelpName = "path", Description = "The socket of a plane on this machine. Default: the one that runs." };
    private readonly Option<string?> host = new("--host") { HelpName = "host[:port]", Description = "A plane on another host." };
    private readonly Option<string?> certificates = new("--certificates") { HelpName = "folder", Description = "Your certificate for --host. Default: admin/operators/ and your user name." };

    internal void AddTo(Command command)
    {
        command.Add(socket);
        command.Add(host);
        command.Add(certificates);
    }

    internal bool IsNamed(ParseResult arguments) => arguments.GetValue(socket) != null || arguments.GetValue(host) != null || arguments.GetValue(certificates) != null;

    internal IAdminChannel Open(ParseResult arguments)
    {
        string? path = arguments.GetValue(socket);
        string? other = arguments.GetValue(host);
        if (path != null && other != null) throw new CommandMistakeException("--socket and --host name two planes: write one of them.");
        if (other == null && arguments.GetValue(certificates) != null) throw new CommandMistakeException("--certificates is for a plane on another host: name it with --host.");
        return other == null ? new LocalAdminClient(path) : OpenRemote(other, arguments.GetValue(certificates) ?? AdminCommand.OperatorFolder(AdminCommand.DefaultFolder, Environment.UserName));
    }

    // In a method of its own, so that a command for this machine loads nothing of Akka.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RemoteAdminClient OpenRemote(string host, string certificates) => new(RemoteAddress.Parse(host), certificates);
}
