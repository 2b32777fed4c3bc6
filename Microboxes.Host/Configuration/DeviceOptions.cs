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

    [Description("For replays: a pcapng file that gets what the packets become, as functions pass and change them, and the resets of ended connections.")]
    public string Transmit { get; set; } = "";

    [Description("The second of two live ports between which packets pass, written as Spec is.")]
    public string Peer { get; set; } = "";

    [Description("What becomes of packets of live ports: 'inline' forwards them from either port to the other, 'routed' by their IP destination, 'mirror' only listens, 'auto' forwards where there is a Peer.")]
    public DeviceMode Mode { get; set; } = DeviceMode.Auto;

    [Description("With Mode 'routed': the addresses that Spec's port owns, each with its network's length, for example '10.0.1.254/24' or 'fd00:1::1/64'.")]
    public List<string> Addresses { get; set; } = [];

    [Description("With Mode 'routed': the addresses that Peer's port owns.")]
    public List<string> PeerAddresses { get; set; } = [];

    [Description("With Mode 'routed': networks behind other routers, for example '10.9.0.0/16 via 10.0.2.7'.")]
    public List<string> Routes { get; set; } = [];
}
