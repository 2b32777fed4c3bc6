using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Microboxes.Host.Configuration;

/// <summary>Where network functions are loaded from.</summary>
internal sealed class PluginsOptions
{
    [Description("The folder that holds one folder for each network function, relative to the current folder. Empty for those built with the host.")]
    public string Path { get; set; } = "";

    [Description("True: network functions are loaded, replaced and removed while packets flow, as their files change.")]
    public bool Watch { get; set; } = true;

    [Description("For tests: every network function is replaced by a new load of its file after so many packets, again and again; 0 for never.")]
    [Range(0, int.MaxValue)]
    public int ReloadEvery { get; set; }
}
