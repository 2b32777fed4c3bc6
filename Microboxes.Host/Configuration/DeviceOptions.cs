using System.ComponentModel;

namespace Microboxes.Host.Configuration;

/// <summary>One source of packets.</summary>
internal sealed class DeviceOptions
{
    internal const string SpeedRemedy = "write 'recorded', 'max', or a factor such as '10'";

    [Description("The name by which applications refer to the device.")]
    public string Name { get; set; } = "";

    [Description("What to open: 'pcap:FILE' replays a pcap or pcapng file, 'mem:SETTINGS' generates traffic in process.")]
    public string Spec { get; set; } = "";

    [Description("Speed of a replay: 'recorded', 'max', or a factor such as '10' for ten times the recorded speed.")]
    public string Speed { get; set; } = "max";
}
