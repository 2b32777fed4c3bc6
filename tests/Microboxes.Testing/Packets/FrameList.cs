using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Captures;
using Microboxes.Plugins.Events;

namespace Microboxes.Testing.Packets;

/// <summary>Lists of frames from and to devices and files.</summary>
internal static unsafe class FrameList
{
    /// <summary>Copies everything a device delivers, in bursts of a given size.</summary>
    internal static List<Frame> From(IPacketDevice device, int limit = 32)
    {
        List<Frame> frames = [];
        PacketDescriptor* burst = stackalloc PacketDescriptor[limit];
        while (!device.IsExhausted)
        {
            int count = device.Receive(burst, limit);
            for (int i = 0; i < count; i++) frames.Add(Copy(in burst[i]));
        }

        return frames;
    }

    /// <summary>Reads a capture.</summary>
    internal static List<Frame> Read(string path)
    {
        using PcapDevice device = PcapDevice.Open(path);
        return From(device);
    }

    /// <summary>Writes a pcapng file.</summary>
    internal static void Write(string path, IEnumerable<Frame> frames)
    {
        using PcapngWriter writer = PcapngWriter.Create(path);
        foreach (Frame frame in frames) writer.Write(frame.Bytes, frame.Timestamp, frame.LinkLayer, frame.WireLength);
    }

    private static Frame Copy(in PacketDescriptor packet) => new(
        new ReadOnlySpan<byte>(packet.data, packet.length).ToArray(), packet.timestamp, (LinkLayer)packet.linkLayer, packet.wireLength);
}
