using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices;

/// <summary>
/// Where a stack line's packets go on to: its transmit queues on the ports of the device it polls. The stack line's thread calls it, and nothing here blocks.
/// </summary>
internal unsafe interface IPacketSink
{
    /// <summary>
    /// Sends a packet on, to where one received on its port goes. The lease goes over to the sink, which sets <see cref="PacketDescriptor.lease"/> to 0;
    /// where <paramref name="isStillRead"/>, the packet keeps it and the sink holds the bytes beside it, to send them as they are now.
    /// </summary>
    /// <returns>False when nothing was sent: the lease stays with the packet.</returns>
    bool TrySend(PacketDescriptor* packet, bool isStillRead);

    /// <summary>Sends a frame that the host made itself to where one received on <paramref name="receivedOn"/> would go. The bytes are copied.</summary>
    /// <returns>False when there was no room for it.</returns>
    bool TryInject(byte* frame, int length, ushort receivedOn);

    /// <summary>The port whose packets go to <paramref name="port"/>: what is injected as received there goes back to whoever sends on <paramref name="port"/>.</summary>
    ushort OtherSide(ushort port);

    /// <summary>Hands what was sent to the device.</summary>
    /// <returns>Packets sent before that the device refused since the last call: they are gone.</returns>
    int Flush();
}
