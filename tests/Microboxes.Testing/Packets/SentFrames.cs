using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;

namespace Microboxes.Testing.Packets;

/// <summary>Two ports' transmit side for tests: keeps copies of what is sent and injected, with the port it left by.</summary>
internal sealed unsafe class SentFrames : IPacketSink
{
    /// <summary>What left so far, in order.</summary>
    internal List<(byte[] Bytes, ushort Port)> Frames { get; } = [];

    /// <summary>Packets sent whose bytes somebody still read.</summary>
    internal long StillRead { get; private set; }

    /// <summary>From this packet on the device refuses all.</summary>
    internal int Room { get; init; } = int.MaxValue;

    private int refused;

    public bool TrySend(PacketDescriptor* packet, bool isStillRead)
    {
        if (isStillRead) StillRead++;
        if (Frames.Count < Room) Frames.Add((new ReadOnlySpan<byte>(packet->data, packet->length).ToArray(), OtherSide(packet->port)));
        else refused++;
        if (!isStillRead) packet->lease = 0;
        return true;
    }

    public bool TryInject(byte* frame, int length, ushort receivedOn)
    {
        if (Frames.Count >= Room) return false;
        Frames.Add((new ReadOnlySpan<byte>(frame, length).ToArray(), OtherSide(receivedOn)));
        return true;
    }

    public ushort OtherSide(ushort port) => (ushort)(port ^ 1);

    public int Flush()
    {
        int count = refused;
        refused = 0;
        return count;
    }
}
