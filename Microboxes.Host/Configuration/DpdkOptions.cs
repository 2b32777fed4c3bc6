using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Microboxes.Host.Configuration;

/// <summary>The environment of live ports.</summary>
internal sealed class DpdkOptions
{
    [Description("Memory for packet buffers in MiB. It comes from huge pages where the machine has enough free.")]
    [Range(64, 1_048_576)]
    public int Megabytes { get; set; } = 256;

    [Description("Further arguments for DPDK's environment. PCI devices are looked at only when a device's Spec names one.")]
    public List<string> Arguments { get; set; } = [];

    [Description("Where DPDK's own messages go.")]
    public string LogFile { get; set; } = "/dev/null";
}
