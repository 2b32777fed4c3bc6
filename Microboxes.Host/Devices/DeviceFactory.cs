using Microboxes.Host.Devices.Generation;

namespace Microboxes.Host.Devices;

/// <summary>Opens devices by name.</summary>
internal static class DeviceFactory
{
    private const string Pcap = "pcap:";
    private const string Memory = "mem:";
    private const string Speed = ",speed=";

    /// <summary>Opens "pcap:FILE", "pcap:FILE,speed=x2", "mem:flows=4000,loss=0.01", "mem:file=FILE,rounds=10" or a bare path.</summary>
    /// <exception cref="DeviceException">The name is not understood, or the device cannot be opened.</exception>
    internal static IPacketDevice Open(string spec)
    {
        if (spec.Length == 0) throw new DeviceException("A device's name is empty; write pcap:FILE or mem:OPTIONS.");
        if (spec.StartsWith(Memory, StringComparison.Ordinal)) return OpenMemory(spec, new(spec[Memory.Length..]));
        return OpenCapture(spec.StartsWith(Pcap, StringComparison.Ordinal) ? spec[Pcap.Length..] : spec);
    }

    /// <summary>As above; what is sent on goes into a pcapng file, where <paramref name="transmit"/> names one.</summary>
    /// <exception cref="DeviceException">The name is not understood, the device cannot be opened, or the file cannot be written.</exception>
    internal static IPacketDevice Open(string spec, string transmit) => transmit.Length == 0 ? Open(spec) : new RecordedDevice(Open(spec), transmit);

    private static PcapDevice OpenCapture(string path)
    {
        int comma = path.LastIndexOf(Speed, StringComparison.Ordinal);
        return comma < 0 ? PcapDevice.Open(path) : PcapDevice.Open(path[..comma], ReplaySpeed.Parse(path[(comma + Speed.Length)..]));
    }

    private static IPacketDevice OpenMemory(string spec, TrafficOptionsParser parser)
    {
        if (parser.File != null) return Load(PcapDevice.Open(parser.File), parser.Rounds);
        TrafficOptions options = parser.Options();
        if (parser.IsRandomTrace) return new RandomTrace(options.Flows, parser.Packets, parser.Payload, parser.Rounds, options.Seed);
        TrafficGenerator generator = new(options, spec);
        return parser.IsPreloaded ? Load(generator, parser.Rounds) : generator;
    }

    private static MemoryDevice Load(IPacketDevice source, long rounds)
    {
        using (source) return MemoryDevice.Load(source, rounds);
    }
}
