using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices;

/// <summary>Transmit queues of one stack line, a port at a time: for a sink that decides itself where packets go.</summary>
internal unsafe interface IPortTransmitter
{
    /// <summary>Sends a packet out of a port; what becomes of its lease is as <see cref="IPacketSink.TrySend"/> says.</summary>
    bool TrySendOn(PacketDescriptor* packet, bool isStillRead, ushort port);

    /// <summary>Sends a copy of a frame out of a port.</summary>
    bool TryInjectOn(byte* frame, int length, ushort port);

    /// <summary>As <see cref="IPacketSink.Flush"/>.</summary>
    int Flush();
}
