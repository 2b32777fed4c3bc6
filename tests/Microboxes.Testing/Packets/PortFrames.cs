using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;

namespace Microboxes.Testing.Packets;

/// <summary>Ports' transmit side for tests: keeps copies of what leaves, with the port it left by.</summary>
internal sealed unsafe class PortFrames : IPortTransmitter
{
    /// <summary>What left so far, in order.</summary>
    internal List<(byte[] Bytes, ushort Port)> Frames { get; } = [];

    public bool TrySendOn(PacketDescriptor* packet, bool isStillRead, ushort port) => TryInjectOn(packet->data, packet->length, port);

    public bool TryInjectOn(byte* frame, int length, ushort port)
    {
        Frames.Add((new ReadOnlySpan<byte>(frame, length).ToArray(), port));
        return true;
    }

    public int Flush() => 0;
}
