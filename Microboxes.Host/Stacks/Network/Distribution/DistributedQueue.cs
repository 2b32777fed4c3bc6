using Microboxes.Host.Devices;
using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks.Network.Distribution;

/// <summary>
/// What one stack line gets of a device: a ring from the distributor, and a ring back for leases, each written by one thread and read by the other.
/// </summary>
internal sealed unsafe class DistributedQueue : IPacketSource, IDisposable
{
    private readonly RingBuffer<PacketDescriptor> packets;
    private readonly RingBuffer<nint> leases;
    private readonly Sequence taken = new();
    private readonly Sequence returned = new();
    private long position = Sequence.Initial;
    private long returnPosition = Sequence.Initial;
    private volatile bool closed;
    private long lastTimestamp = long.MinValue;

    private readonly IPacketDevice? device;

    /// <param name="size">Packets that may wait, a power of two.</param>
    /// <param name="device">The device behind the distributor, where packets go back to it.</param>
    /// <param name="line">The stack line's number among those that share it.</param>
    internal DistributedQueue(int size, IPacketDevice? device = null, int line = 0)
    {
        this.device = device;
        Sink = device?.SinkOf(line);
        packets = new(size);
        packets.GateOn(taken);
        // Every packet a line can hold at once, in its ring, its burst and this queue, fits on the way back.
        leases = new(size * 4);
        leases.GateOn(returned);
    }

    public bool IsExhausted => closed && packets.Cursor.Value == position;

    public bool IsLive => device is { IsLive: true };

    public long LastTimestamp => IsLive && !closed ? device!.LastTimestamp : lastTimestamp;

    public IPacketSink? Sink { get; }

    public void OnLaneStart() => device?.OnLaneStart();

    public void OnLaneEnd() => device?.OnLaneEnd();

    public int Receive(PacketDescriptor* burst, int limit)
    {
        long available = packets.Cursor.Value;
        int count = (int)Math.Min(limit, available - position);
        for (int i = 0; i < count; i++) burst[i] = packets.Slots[++position & packets.IndexMask];
        if (count > 0) taken.Publish(position);
        return count;
    }

    public void Release(nint lease)
    {
        *leases.Claim(0) = lease;
        leases.Publish();
    }

    /// <summary>Hands a packet over, unless the line is too far behind. Distributor only.</summary>
    internal bool TryAdd(PacketDescriptor* packet)
    {
        if (!packets.HasFree(1)) return false;
        *packets.Claim(0) = *packet;
        return true;
    }

    /// <summary>Shows the line what was added. Distributor only.</summary>
    internal void Publish() => packets.Publish();

    /// <summary>Says that no packet will ever come again. Distributor only.</summary>
    internal void Close(long timestamp)
    {
        lastTimestamp = timestamp;
        packets.Publish();
        closed = true;
    }

    /// <summary>The next lease that the line gave back. Distributor only.</summary>
    internal bool TryTakeReturned(out nint lease)
    {
        lease = 0;
        if (leases.Cursor.Value == returnPosition) return false;
        lease = leases.Slots[++returnPosition & leases.IndexMask];
        returned.Publish(returnPosition);
        return true;
    }

    public void Dispose()
    {
        packets.Dispose();
        leases.Dispose();
    }
}
