using Microboxes.Host.Native.Dpdk;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Dpdk;

/// <summary>One receive queue on every port of a device. Packets stay in the buffers they came in; a lease is the buffer's address.</summary>
internal sealed unsafe class DpdkQueue : IPacketSource, IDisposable
{
    private const int MostPerCall = 256;
    private const int TagLength = 4;
    private const int AddressesLength = 12;
    private const ushort TagType = 0x0081; // 0x8100 in network order

    private readonly DpdkPort[] ports;
    private readonly MbufArray received = new(MostPerCall);
    private readonly MbufArray released = new(64);
    private readonly long[] receivedBy;
    private readonly LiveClock clock;
    private readonly ushort queue;
    private int nextPort;
    private long count;

    internal DpdkQueue(IReadOnlyList<DpdkPort> ports, int queue, LiveClock clock, IPacketSink? sink)
    {
        this.ports = [.. ports];
        this.queue = (ushort)queue;
        this.clock = clock;
        Sink = sink;
        receivedBy = new long[ports.Count];
    }

    public IPacketSink? Sink { get; }

    public bool IsExhausted => false;

    public bool IsLive => true;

    public long LastTimestamp => clock.Now;

    /// <summary>Packets received on a port.</summary>
    internal long ReceivedBy(int port) => Volatile.Read(ref receivedBy[port]);

    /// <summary>Ports take turns, so that a busy one does not starve the other.</summary>
    public int Receive(PacketDescriptor* burst, int limit)
    {
        for (int turn = 0; turn < ports.Length; turn++)
        {
            int port = nextPort;
            nextPort = port + 1 == ports.Length ? 0 : port + 1;
            int packets = ports[port].Receive(queue, received.Packets, Math.Min(limit, MostPerCall));
            if (packets == 0) continue;
            Describe(burst, packets, (ushort)port);
            return packets;
        }

        return 0;
    }

    public void Release(nint lease)
    {
        released.Add((Mbuf*)lease);
        if (released.IsFull) released.FreeAll();
    }

    /// <summary>Gives back what is kept to be given back in bulk.</summary>
    internal void ReturnReleased() => released.FreeAll();

    public void OnLaneStart() => DpdkThread.Enter();

    public void OnLaneEnd() => DpdkThread.Leave();

    public void Dispose()
    {
        released.FreeAll();
        released.Dispose();
        received.Dispose();
    }

    private void Describe(PacketDescriptor* burst, int packets, ushort port)
    {
        long now = clock.Now;
        Mbuf** from = received.Packets;
        for (int i = 0; i < packets; i++)
        {
            Mbuf* buffer = from[i];
            if (buffer->segments != 1 || (buffer->flags & Mbuf.TagStripped) != 0) MakeWhole(buffer);
            PacketDescriptor* packet = burst + i;
            packet->data = buffer->Data;
            packet->length = buffer->dataLength;
            packet->wireLength = (int)buffer->packetLength;
            packet->timestamp = now;
            packet->lease = (nint)buffer;
            packet->number = count + i;
            packet->SetOrigin((byte)LinkLayer.Ethernet, port, queue);
        }

        count += packets;
        receivedBy[port] += packets;
    }

    // A packet in one run of bytes, with the VLAN tag that the kernel or the card took out back in its place.
    private static void MakeWhole(Mbuf* buffer)
    {
        if (buffer->segments != 1) _ = DpdkCalls.Linearize(buffer);
        if ((buffer->flags & Mbuf.TagStripped) == 0 || buffer->dataOffset < TagLength || buffer->dataLength < AddressesLength) return;
        byte* old = buffer->Data;
        buffer->dataOffset -= TagLength;
        buffer->dataLength += TagLength;
        buffer->packetLength += TagLength;
        Buffer.MemoryCopy(old, buffer->Data, AddressesLength, AddressesLength);
        *(ushort*)(buffer->Data + AddressesLength) = TagType;
        ushort tag = buffer->tag;
        buffer->Data[AddressesLength + 2] = (byte)(tag >> 8);
        buffer->Data[AddressesLength + 3] = (byte)tag;
        buffer->flags &= ~(ulong)Mbuf.TagStripped & ~1UL;
    }
}
