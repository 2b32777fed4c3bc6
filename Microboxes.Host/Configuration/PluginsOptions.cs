using System.ComponentModel;

namespace Microboxes.Host.Configuration;

/// <summary>Where network functions are loaded from.</summary>
internal sealed class PluginsOptions
{
    [Description("The folder that holds one folder for each network function, relative to the current folder. Empty for those built with the host.")]
    public string Path { get; set; } = "";
}
