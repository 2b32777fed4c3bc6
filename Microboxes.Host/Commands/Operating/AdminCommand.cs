using System.CommandLine;

namespace Microboxes.Host.Commands.Operating;

/// <summary>admin init: what commands from other hosts need.</summary>
internal sealed class AdminCommand : Command
{
    internal const string DefaultFolder = "admin";

    internal AdminCommand(CommandHost host)
        : base("admin", "Prepare commands from other hosts.") => Add(new AdminInitCommand(host));

    /// <summary>Where <c>admin init</c> puts an operator's certificate.</summary>
    internal static string OperatorFolder(string folder, string name) => Path.Combine(folder, "operators", name);
}
