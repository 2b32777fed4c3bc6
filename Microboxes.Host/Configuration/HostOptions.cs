using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Microboxes.Host.Configuration;

/// <summary>Everything an operator may decide, as it stands in appsettings.json. What is left out keeps the default written here.</summary>
internal sealed class HostOptions
{
    [Description("Where an editor finds the schema of this file; Microboxes does not read it.")]
    [JsonPropertyName("$schema")]
    public string? Schema { get; set; }

    [Description("Where packets come from.")]
    public List<DeviceOptions> Devices { get; set; } = [];

    [Description("Live ports.")]
    public DpdkOptions Dpdk { get; set; } = new();

    [Description("How the work is spread over threads.")]
    public LanesOptions Lanes { get; set; } = new();

    [Description("The protocol stacks.")]
    public StacksOptions Stacks { get; set; } = new();

    [Description("The network functions that can be loaded.")]
    public PluginsOptions Plugins { get; set; } = new();

    [Description("Chains of network functions and the traffic they get.")]
    public List<ApplicationOptions> Applications { get; set; } = [];

    /// <summary>The same with other applications.</summary>
    internal HostOptions With(List<ApplicationOptions> applications)
    {
        HostOptions copy = (HostOptions)MemberwiseClone();
        copy.Applications = applications;
        return copy;
    }

    [Description("How a running plane takes commands.")]
    public AdminOptions Admin { get; set; } = new();

    [Description("What becomes of network functions that fail while the host runs.")]
    public SupervisionOptions Supervision { get; set; } = new();
}
