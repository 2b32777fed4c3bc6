using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Generation;

namespace Microboxes.Host.Configuration;

/// <summary>How an operator says what a device is.</summary>
internal static class DeviceSpec
{
    internal const string PcapPrefix = "pcap:";
    internal const string MemoryPrefix = "mem:";
    internal const string DpdkPrefix = "dpdk:";

    /// <summary>What to write instead of a device that could not be opened on any machine, or null.</summary>
    internal static string? Remedy(string spec)
    {
        if (spec.StartsWith(MemoryPrefix, StringComparison.Ordinal)) return RemedyOfTraffic(spec);
        return IsMore(spec, PcapPrefix) || IsMore(spec, DpdkPrefix)
            ? null
            : "write 'pcap:FILE' to replay a file, 'mem:' for generated traffic, or 'dpdk:PORT' for a live port";
    }

    /// <summary>What to write instead of a device's second port, or null when it is right.</summary>
    internal static string? RemedyOfPeer(DeviceOptions device)
    {
        bool isLive = IsMore(device.Spec, DpdkPrefix);
        if (device.Peer.Length == 0) return isLive && device.Mode == DeviceMode.Inline ? "name the port that packets go on to, as Spec is written" : null;
        if (!isLive) return "leave it out, or make Spec a live port 'dpdk:PORT'";
        return IsMore(device.Peer, DpdkPrefix) && device.Peer != device.Spec ? null : "write another port as 'dpdk:PORT'";

    }

    private static bool IsMore(string spec, string prefix) => spec.StartsWith(prefix, StringComparison.Ordinal) && spec.Length > prefix.Length;

    private static string? RemedyOfTraffic(string spec)
    {
        try
        {
            TrafficOptionsParser parser = new(spec[MemoryPrefix.Length..]);
            parser.Options();
            return null;
        }
        catch (DeviceException e)
        {
            return e.Message[(spec.Length + 2)..].TrimEnd('.');
        }
    }
}
