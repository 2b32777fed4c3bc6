using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Microboxes.Host.Devices.Captures;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices;

/// <summary>
/// Replays packets that lie in native memory, once or several rounds. Later rounds are shifted in time, so that time does not run backwards
/// between them. Descriptors stay valid until the device is disposed.
/// </summary>
internal sealed unsafe class MemoryDevice : IPacketDevice
{
    private const int LoadBurst = 64;
    private const int LastHeaderByte = 14 + 20 + 40 - 1;

    private readonly MemoryArena arena = new();
    private MemoryPacket* packets;
    private long count;
    private long capacity;
    private long earliest = long.MaxValue;
    private long latest = long.MinValue;

    private long position;
    private long shift;
    private long round;

    private MemoryDevice(string name, long rounds)
    {
        Name = name;
        Rounds = rounds;
    }

    public string Name { get; }

    /// <summary>How often the packets are replayed.</summary>
    internal long Rounds { get; }

    /// <summary>Packets of one round.</summary>
    internal long Count => count;

    /// <summary>Captured bytes of one round.</summary>
    internal long Bytes { get; private set; }

    /// <summary>Why the capture that was loaded ended before its file did, or null.</summary>
    internal CaptureFault? Fault { get; private set; }

    public bool IsExhausted => round == Rounds || count == 0;

    public long Received { get; private set; }

    public double Progress => IsExhausted ? 1 : (double)Received / (count * Rounds);

    /// <summary>Copies what a device delivers until it is exhausted; the source stays the caller's.</summary>
    internal static MemoryDevice Load(IPacketDevice source, long rounds = 1)
    {
        MemoryDevice device = new("mem:" + source.Name, rounds);
        PacketDescriptor* burst = stackalloc PacketDescriptor[LoadBurst];
        while (!source.IsExhausted)
        {
            int received = source.Receive(burst, LoadBurst);
            for (int i = 0; i < received; i++) device.Add(burst + i);
        }

        device.Fault = (source as PcapDevice)?.Fault;
        return device;
    }

    public int Receive(PacketDescriptor* burst, int limit)
    {
        if (IsExhausted) return 0;
        int delivered = (int)Math.Min(limit, count - position);
        MemoryPacket* source = packets + position;
        for (int i = 0; i < delivered; i++)
        {
            burst[i].data = source[i].data;
            burst[i].length = source[i].length;
            burst[i].wireLength = source[i].wireLength;
            burst[i].timestamp = source[i].timestamp + shift;
            burst[i].lease = 0;
            burst[i].number = Received + i;
            burst[i].SetOrigin(source[i].linkLayer, source[i].port);
        }

        Received += delivered;
        position += delivered;
        PrefetchNext(limit);
        if (position == count) EndRound();
        return delivered;
    }

    /// <summary>Starts again from the first packet and the first round, with the first round's timestamps.</summary>
    internal void Rewind() => (position, shift, round, Received) = (0, 0, 0, 0);

    public void Dispose()
    {
        NativeMemory.Free(packets);
        packets = null;
        count = 0;
        arena.Dispose();
    }

    // The next burst's headers come from memory while this one is worked on, as a network card's would have come to the cache.
    private void PrefetchNext(int limit)
    {
        if (!Sse.IsSupported) return;
        MemoryPacket* next = packets + position;
        for (MemoryPacket* end = next + Math.Min(limit, count - position); next < end; next++)
        {
            Sse.Prefetch0(next->data);
            Sse.Prefetch0(next->data + LastHeaderByte);
        }
    }

    private void EndRound()
    {
        position = 0;
        round++;
        // One average distance between the last packet of a round and the first of the next.
        long span = latest - earliest;
        shift += span + Math.Max(1, span / count);
    }

    private void Add(PacketDescriptor* packet)
    {
        if (count == capacity) Grow();
        MemoryPacket* added = packets + count++;
        added->data = arena.Take(packet->length);
        added->timestamp = packet->timestamp;
        added->length = packet->length;
        added->wireLength = packet->wireLength;
        added->port = packet->port;
        added->linkLayer = packet->linkLayer;
        Buffer.MemoryCopy(packet->data, added->data, packet->length, packet->length);
        Bytes += packet->length;
        earliest = Math.Min(earliest, packet->timestamp);
        latest = Math.Max(latest, packet->timestamp);
    }

    private void Grow()
    {
        capacity = Math.Max(1024, capacity * 2);
        packets = (MemoryPacket*)NativeMemory.Realloc(packets, (nuint)(capacity * sizeof(MemoryPacket)));
    }
}
