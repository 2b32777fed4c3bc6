using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Microboxes.Host.Configuration;

/// <summary>How a running plane takes commands from other hosts.</summary>
internal sealed class RemoteAdminOptions
{
    [Description("The folder of this host's certificate, made by 'mb admin init'. Empty: no commands from other hosts.")]
    public string Certificates { get; set; } = "";

    [Description("The address or name to listen on; operators use the same one, and the certificate must be made for it.")]
    public string Address { get; set; } = "127.0.0.1";

    [Description("The TCP port to listen on.")]
    [Range(1, 65535)]
    public int Port { get; set; } = 7707;
}
