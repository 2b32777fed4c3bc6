using System.ComponentModel;

namespace Microboxes.Host.Configuration;

/// <summary>How a running plane takes commands.</summary>
internal sealed class AdminOptions
{
    [Description("The path of the Unix socket for commands on this machine; only the user who runs the plane can open it. Empty for one in the user's runtime folder.")]
    public string Socket { get; set; } = "";

    [Description("The file that tells of every command and every refusal. Empty for admin-audit.log in the user's state folder.")]
    public string Audit { get; set; } = "";

    [Description("Commands from other hosts.")]
    public RemoteAdminOptions Remote { get; set; } = new();
}
