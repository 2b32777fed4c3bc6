namespace Microboxes.Host.Configuration;

/// <summary>How an operator says what a device is.</summary>
internal static class DeviceSpec
{
    internal const string PcapPrefix = "pcap:";
    internal const string MemoryPrefix = "mem:";
    internal const string Remedy = "write 'pcap:FILE' to replay a file, or 'mem:' for generated traffic";

    internal static bool HasKnownKind(string spec) =>
        (spec.StartsWith(PcapPrefix, StringComparison.Ordinal) && spec.Length > PcapPrefix.Length) || spec.StartsWith(MemoryPrefix, StringComparison.Ordinal);
}
