using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microboxes.Host.Devices;
using Microboxes.Paper.Traces;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.Workloads;

/// <summary>
/// Packets in memory that every contender reads where they lie, round after round, and what a right answer about one round is, counted without the stacks.
/// Ethernet, IPv4 and TCP.
/// </summary>
internal sealed unsafe class Workload : IDisposable
{
    private const int Burst = 64;

    // Longer than any flow lives without packets: else a round would be retransmissions of the one before.
    private const long Pause = 7_200_000_000_000;

    private readonly MemoryDevice? bytes;

    private Workload(string name, MemoryDevice? bytes, MemoryPacket* packets, long count)
    {
        Name = name;
        this.bytes = bytes;
        Packets = packets;
        Count = count;
    }

    /// <summary>As tables name it.</summary>
    internal string Name { get; }

    internal MemoryPacket* Packets { get; }

    /// <summary>Packets of a round.</summary>
    internal long Count { get; }

    /// <summary>TCP payload of a round, by the headers' lengths.</summary>
    internal long PayloadBytes { get; private set; }

    /// <summary>What a perfect reassembler delivers of a round.</summary>
    internal long StreamBytes { get; private set; }

    /// <summary>How much later the next round is, in the packets' own time.</summary>
    internal long Span => Packets[Count - 1].timestamp - Packets[0].timestamp + Pause;

    /// <summary>Connections and objects made here.</summary>
    /// <param name="name">As tables name it.</param>
    /// <param name="traffic">The options of a mem: device.</param>
    internal static Workload Generate(string name, string traffic)
    {
        using IPacketDevice generator = DeviceFactory.Open("mem:" + traffic);
        return Of(name, MemoryDevice.Load(generator));
    }

    /// <summary>The beginning of a recorded trace.</summary>
    internal static Workload Record(string file, long most)
    {
        using FirstPackets capture = new(PcapDevice.Open(file), most);
        return Of(Path.GetFileNameWithoutExtension(file), MemoryDevice.Load(capture));
    }

    /// <summary>Deals the flows out, as a network card's symmetric hash does.</summary>
    internal Workload[] Split(int parts)
    {
        Workload[] split = new Workload[parts];
        for (int part = 0; part < parts; part++)
        {
            MemoryPacket* own = (MemoryPacket*)NativeMemory.Alloc((nuint)Count, (nuint)sizeof(MemoryPacket));
            long count = 0;
            for (long i = 0; i < Count; i++)
            {
                if (QueueOf(Packets[i].data, parts) == part) own[count++] = Packets[i];
            }

            split[part] = new($"{Name}, part {part}", null, own, count);
            split[part].CountBytes();
        }

        return split;
    }

    public void Dispose()
    {
        NativeMemory.Free(Packets);
        bytes?.Dispose();
    }

    private static Workload Of(string name, MemoryDevice bytes)
    {
        MemoryPacket* packets = (MemoryPacket*)NativeMemory.Alloc((nuint)bytes.Count, (nuint)sizeof(MemoryPacket));
        PacketDescriptor* burst = stackalloc PacketDescriptor[Burst];
        long count = 0;
        while (!bytes.IsExhausted)
        {
            int received = bytes.Receive(burst, Burst);
            for (int i = 0; i < received; i++) packets[count++] = Packet(burst + i);
        }

        Workload workload = new(name, bytes, packets, count);
        workload.CountBytes();
        return workload;
    }

    private static MemoryPacket Packet(PacketDescriptor* descriptor) => new()
    {
        data = descriptor->data,
        timestamp = descriptor->timestamp,
        length = descriptor->length,
        wireLength = descriptor->wireLength,
        port = descriptor->port,
        linkLayer = descriptor->linkLayer,
    };

    private void CountBytes()
    {
        StreamBytes = TrueBytes.Of(Packets, Count);
        for (long i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> ip = new(Packets[i].data + 14, Packets[i].length - 14);
            int header = (ip[0] & 15) * 4;
            PayloadBytes += BinaryPrimitives.ReadUInt16BigEndian(ip[2..]) - header - ((ip[header + 12] >> 4) * 4);
        }
    }

    private static int QueueOf(byte* frame, int parts)
    {
        byte* ip = frame + 14;
        uint addresses = *(uint*)(ip + 12) ^ *(uint*)(ip + 16);
        byte* tcp = ip + ((*ip & 15) * 4);
        uint ports = (uint)(*(ushort*)tcp ^ *(ushort*)(tcp + 2));
        uint mixed = (addresses ^ (ports << 16) ^ ports) * 0x9E37_79B1;
        return (int)((ulong)mixed * (uint)parts >> 32);
    }
}
