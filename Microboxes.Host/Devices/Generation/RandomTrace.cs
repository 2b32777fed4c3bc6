using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Generation;

/// <summary>
/// Packets of flows drawn at random, one buffer of 2048 bytes or more each, as benchmarks of flow tables use them: nothing but a descriptor is
/// written while packets are received. <see cref="DrawRound"/> draws the next round; every flow's stream goes on where it was, so it is in order for ever.
/// Both ends send, and no connection is opened or closed.
/// </summary>
internal sealed unsafe class RandomTrace : IPacketDevice
{
    private const int Ethernet = 14;
    private const int Header = Ethernet + DatagramWriter.Ipv4Header + DatagramWriter.TcpHeader;

    private readonly uint flows;
    private readonly int payload;
    private readonly int stride;
    private readonly int count;
    private readonly long rounds;
    private byte* buffers;
    private uint* sequences;
    private ulong payloadSum;
    private ulong order;
    private long round;
    private int position;

    /// <summary>Takes the memory and draws the first round.</summary>
    /// <param name="flows">Different 5-tuples.</param>
    /// <param name="packets">Packets of one round.</param>
    /// <param name="payload">TCP payload bytes of each.</param>
    /// <param name="rounds">Rounds until the device is exhausted; each is drawn when the one before was received.</param>
    /// <param name="seed">Chooses flows and directions.</param>
    internal RandomTrace(long flows, int packets, int payload, long rounds = 1, ulong seed = 1)
    {
        this.flows = (uint)flows;
        this.payload = payload;
        this.rounds = rounds;
        count = packets;
        stride = Math.Max(2048, (Header + payload + 63) & ~63);
        buffers = (byte*)NativeMemory.AlignedAlloc((nuint)stride * (nuint)packets, 64);
        NativeMemory.Clear(buffers, (nuint)stride * (nuint)packets);
        // Next sequence number of both ends of each flow.
        sequences = (uint*)NativeMemory.AllocZeroed((nuint)flows * 2, sizeof(uint));
        order = seed;
        for (int i = 0; i < packets; i++) WriteOnce(Buffer(i));
        DrawRound();
    }

    public string Name => "mem:trace=random";

    public bool IsExhausted => round == rounds;

    public long Received { get; private set; }

    public double Progress => (double)Received / ((double)count * rounds);

    public int Receive(PacketDescriptor* burst, int limit)
    {
        if (position == count && !IsExhausted) DrawRound();
        int delivered = IsExhausted ? 0 : Math.Min(limit, count - position);
        for (int i = 0; i < delivered; i++)
        {
            burst[i].data = Buffer(position + i);
            burst[i].length = Header + payload;
            burst[i].wireLength = Header + payload;
            burst[i].timestamp = Received + i;
            burst[i].lease = 0;
            burst[i].number = Received + i;
            burst[i].SetOrigin((byte)LinkLayer.Ethernet);
        }

        Received += delivered;
        position += delivered;
        if (position == count && delivered > 0) round++;
        return delivered;
    }

    /// <summary>Draws new flows for all packets and starts over. Benchmarks call it between passes, outside what they time.</summary>
    internal void DrawRound()
    {
        for (int i = 0; i < count; i++) WriteDrawn(Buffer(i));
        position = 0;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(buffers);
        NativeMemory.Free(sequences);
        buffers = null;
        sequences = null;
    }

    private byte* Buffer(int index) => buffers + ((long)index * stride);

    private void WriteOnce(byte* frame)
    {
        frame[0] = 2;
        frame[6] = 2;
        Put16(frame + 12, 0x0800);
        byte* ip = frame + Ethernet;
        ip[0] = 0x45;
        Put16(ip + 2, Header - Ethernet + payload);
        ip[6] = 0x40;
        ip[8] = 64;
        ip[9] = 6;
        byte* tcp = ip + DatagramWriter.Ipv4Header;
        tcp[12] = 0x50;
        tcp[13] = 0x18;
        Put16(tcp + 14, ushort.MaxValue);
        BodyBytes.Fill(1, 0, new(frame + Header, payload));
        payloadSum = InternetChecksum.Add(0, frame + Header, payload);
    }

    private void WriteDrawn(byte* frame)
    {
        order = Draw.Bits(order, 1);
        uint flow = (uint)((order & uint.MaxValue) * flows >> 32);
        bool isFromClient = order >> 63 != 0;
        byte* ip = frame + Ethernet;
        byte* tcp = ip + DatagramWriter.Ipv4Header;
        Put32(ip + (isFromClient ? 12 : 16), 0x0A00_0001u + (flow >> 14));
        Put32(ip + (isFromClient ? 16 : 12), 0x0A5A_0002);
        Put16(tcp + (isFromClient ? 0 : 2), (ushort)(1024 + (flow & 0x3FFF)));
        Put16(tcp + (isFromClient ? 2 : 0), FlowAddress.ServerPort);
        uint* own = sequences + (flow * 2L) + (isFromClient ? 0 : 1);
        uint* peer = sequences + (flow * 2L) + (isFromClient ? 1 : 0);
        Put32(tcp + 4, *own);
        Put32(tcp + 8, *peer);
        *own += (uint)payload;
        WriteChecksums(ip, tcp);
    }

    private void WriteChecksums(byte* ip, byte* tcp)
    {
        Put16(ip + 10, 0);
        Unsafe.WriteUnaligned(ip + 10, InternetChecksum.Fold(InternetChecksum.Add(0, ip, DatagramWriter.Ipv4Header)));
        Put16(tcp + 16, 0);
        ulong sum = payloadSum + BinaryPrimitives.ReverseEndianness((ushort)6)
            + BinaryPrimitives.ReverseEndianness((ushort)(DatagramWriter.TcpHeader + payload));
        sum = InternetChecksum.Add(sum, ip + 12, 8);
        Unsafe.WriteUnaligned(tcp + 16, InternetChecksum.Fold(InternetChecksum.Add(sum, tcp, DatagramWriter.TcpHeader)));
    }

    private static void Put16(byte* at, int value) => Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness((ushort)value));

    private static void Put32(byte* at, uint value) => Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness(value));
}
