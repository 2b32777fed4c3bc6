using System.ComponentModel;

namespace Microboxes.Host.Configuration;

/// <summary>One source of packets.</summary>
internal sealed class DeviceOptions
{
    internal const string SpeedRemedy = "write 'recorded', 'max', or a factor such as '10'";

    [Description("The name by which applications refer to the device.")]
    public string Name { get; set; } = "";

    [Description("What to open: 'pcap:FILE' replays a pcap or pcapng file, 'mem:SETTINGS' generates traffic in process, 'dpdk:PORT' is a live port, for example 'dpdk:net_af_packet0,iface=eth0' or 'dpdk:0000:01:00.0'.")]
    public string Spec { get; set; } = "";

    [Description("Speed of a replay: 'recorded', 'max', or a factor such as '10' for ten times the recorded speed.")]
    public string Speed { get; set; } = "max";

    [Description("The second of two live ports between which packets pass, written as Spec is.")]
    public string Peer { get; set; } = "";

    [Description("What becomes of packets of live ports: 'inline' forwards them from either port to the other, 'mirror' only listens, 'auto' forwards where there is a Peer.")]
    public DeviceMode Mode { get; set; } = DeviceMode.Auto;
}
