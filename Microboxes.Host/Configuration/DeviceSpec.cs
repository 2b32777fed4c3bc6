using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Generation;

namespace Microboxes.Host.Configuration;

/// <summary>How an operator says what a device is.</summary>
internal static class DeviceSpec
{
    internal const string PcapPrefix = "pcap:";
    internal const string MemoryPrefix = "mem:";

    /// <summary>What to write instead of a device that could not be opened on any machine, or null.</summary>
    internal static string? Remedy(string spec)
    {
        if (spec.StartsWith(MemoryPrefix, StringComparison.Ordinal)) return RemedyOfTraffic(spec);
        return spec.StartsWith(PcapPrefix, StringComparison.Ordinal) && spec.Length > PcapPrefix.Length
            ? null
            : "write 'pcap:FILE' to replay a file, or 'mem:' for generated traffic";
    }

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
