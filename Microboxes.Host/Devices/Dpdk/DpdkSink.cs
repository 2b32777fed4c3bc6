using Microboxes.Host.Native.Dpdk;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Dpdk;

/// <summary>
/// One transmit queue on both ports of a pair: what came in on one goes out on the other, in the buffer it came in. What a port does not take at once waits for
/// the next flush; what finds no room to wait is refused and counted.
/// </summary>
internal sealed unsafe class DpdkSink : IPacketSink, IPortTransmitter, IDisposable
{
    // A burst is handed over when it is full, as the driver likes it; the rest is room to wait in.
    private const int Burst = 32;
    private const int Capacity = 512;

    private readonly DpdkPort[] ports;
    private readonly MbufArray[] waiting;
    private readonly ushort queue;
    private readonly nint pool;
    private int refused;

    internal DpdkSink(IReadOnlyList<DpdkPort> ports, int queue, nint pool)
    {
        this.ports = [.. ports];
        this.queue = (ushort)queue;
        this.pool = pool;
        waiting = [.. ports.Select(_ => new MbufArray(Capacity))];
    }

    public ushort OtherSide(ushort port) => (ushort)(port ^ 1);

    public bool TrySend(PacketDescriptor* packet, bool isStillRead) => TrySendOn(packet, isStillRead, OtherSide(packet->port));

    public bool TryInject(byte* frame, int length, ushort receivedOn) => TryInjectOn(frame, length, OtherSide(receivedOn));

    public bool TrySendOn(PacketDescriptor* packet, bool isStillRead, ushort port)
    {
        Mbuf* buffer = (Mbuf*)packet->lease;
        if (buffer == null || packet->data != buffer->Data || packet->length != buffer->dataLength) return TryInjectOn(packet->data, packet->length, port);
        if (isStillRead) DpdkCalls.Hold(buffer);
        else packet->lease = 0;
        Put(buffer, port);
        return true;
    }

    public bool TryInjectOn(byte* frame, int length, ushort port)
    {
        Mbuf* buffer;
        if (DpdkCalls.Allocate(pool, &buffer, 1) < 0) return false;
        int room = buffer->bufferLength - buffer->dataOffset;
        if (length > room)
        {
            DpdkCalls.Free(&buffer, 1);
            return false;
        }

        Buffer.MemoryCopy(frame, buffer->Data, room, length);
        buffer->dataLength = (ushort)length;
        buffer->packetLength = (uint)length;
        Put(buffer, port);
        return true;
    }

    public int Flush()
    {
        for (int port = 0; port < waiting.Length; port++)
        {
            if (waiting[port].Count > 0) Push(port);
        }

        int count = refused;
        refused = 0;
        return count;
    }

    public void Dispose()
    {
        foreach (MbufArray packets in waiting)
        {
            packets.FreeAll();
            packets.Dispose();
        }
    }

    private void Put(Mbuf* buffer, int port)
    {
        MbufArray packets = waiting[port];
        if (packets.IsFull && !Push(port))
        {
            DpdkCalls.Free(&buffer, 1);
            refused++;
            return;
        }

        packets.Add(buffer);
        if (packets.Count == Burst) Push(port);
    }

    private bool Push(int port)
    {
        MbufArray packets = waiting[port];
        int sent = ports[port].Send(queue, packets.Packets, packets.Count);
        packets.RemoveFirst(sent);
        return sent > 0;
    }
}
