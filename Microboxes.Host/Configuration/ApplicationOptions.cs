using System.ComponentModel;

namespace Microboxes.Host.Configuration;

/// <summary>A chain of network functions and the traffic it gets.</summary>
internal sealed class ApplicationOptions
{
    [Description("The name used in reports and on the command line.")]
    public string Name { get; set; } = "";

    [Description("The names of the devices whose traffic it gets; empty for all.")]
    public List<string> Devices { get; set; } = [];

    [Description("The flows it gets, for example 'tcp and port 80'; empty for all.")]
    public string Match { get; set; } = "";

    [Description("The network functions, in the order in which they see a packet.")]
    public List<FunctionOptions> Functions { get; set; } = [];
}
