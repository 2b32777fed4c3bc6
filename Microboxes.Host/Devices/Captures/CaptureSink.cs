using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Captures;

/// <summary>
/// Writes what leaves a stack line into a pcapng file: replays have nowhere else to send. As slow as the file, which is all a replay waits for.
/// </summary>
internal sealed unsafe class CaptureSink(string path) : IPacketSink, IDisposable
{
    private readonly PcapngWriter writer = PcapngWriter.Create(path);
    private long latest;
    private LinkLayer linkLayer;

    /// <summary>Packets written.</summary>
    internal long Written => writer.Written;

    public bool TrySend(PacketDescriptor* packet, bool isStillRead)
    {
        latest = Math.Max(packet->timestamp, 0);
        linkLayer = (LinkLayer)packet->linkLayer;
        writer.Write(new(packet->data, packet->length), latest, linkLayer, packet->wireLength);
        return true;
    }

    // At the time, and with the link layer, of the packet that left last.
    public bool TryInject(byte* frame, int length, ushort receivedOn)
    {
        writer.Write(new(frame, length), latest, linkLayer);
        return true;
    }

    public ushort OtherSide(ushort port) => port;

    public int Flush() => 0;

    public void Dispose() => writer.Dispose();
}
