namespace Microboxes.Host.Devices;

/// <summary>Opens devices by name.</summary>
internal static class DeviceFactory
{
    private const string Pcap = "pcap:";
    private const string Speed = ",speed=";

    /// <summary>Opens "pcap:FILE", "pcap:FILE,speed=x2" or a bare path.</summary>
    /// <exception cref="DeviceException">The name is not understood, or the device cannot be opened.</exception>
    internal static IPacketDevice Open(string spec)
    {
        if (spec.Length == 0) throw new DeviceException("A device's name is empty; write pcap:FILE or mem:OPTIONS.");
        return OpenCapture(spec.StartsWith(Pcap, StringComparison.Ordinal) ? spec[Pcap.Length..] : spec);
    }

    private static PcapDevice OpenCapture(string path)
    {
        int comma = path.LastIndexOf(Speed, StringComparison.Ordinal);
        return comma < 0 ? PcapDevice.Open(path) : PcapDevice.Open(path[..comma], ReplaySpeed.Parse(path[(comma + Speed.Length)..]));
    }
}
