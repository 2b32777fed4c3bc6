using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Generation;
using Microboxes.Host.Memory;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.PathCost;

/// <summary>
/// The traffic of the C loop this is compared with: 16,384 frames in slots of 2,048 bytes, flows drawn at random, both directions, headers rewritten outside
/// the timed part. Here with handshakes and sequence numbers a receiver would take, because Monitor looks at them, and with correct checksums.
/// </summary>
internal sealed unsafe class RandomFlows : IPacketSource, IDisposable
{
    internal const int FramesPerPass = 16_384;
    private const int SlotSize = 2048;
    private const int Headers = 14 + 20 + 20;
    private const byte Acknowledgment = 0x10;

    private readonly NativeRegion frames = new((long)FramesPerPass * SlotSize);
    private readonly uint[] sent;
    private readonly int frameLength;
    private ulong random = 88_172_645_463_325_252;
    private int position = FramesPerPass;
    private int limit = FramesPerPass;
    private long received;

    /// <param name="flows">Connections, all open.</param>
    /// <param name="frameLength">Bytes of a frame.</param>
    internal RandomFlows(int flows, int frameLength)
    {
        this.frameLength = frameLength;
        sent = new uint[flows * 2];
    }

    public bool IsExhausted => false;

    /// <summary>Frames not yet taken.</summary>
    internal int Left => limit - position;

    /// <summary>Readies the handshakes of the flows from <paramref name="first"/> on, as many as fit.</summary>
    /// <returns>The first flow left out.</returns>
    internal int PrepareHandshakes(int first)
    {
        int flows = Math.Min(FramesPerPass / 3, (sent.Length / 2) - first);
        for (int i = 0; i < flows; i++)
        {
            int flow = first + i;
            sent[2 * flow] = 1000;
            sent[(2 * flow) + 1] = 5000;
            Write((i * 3) + 0, flow, 0, 999, 0, 0x02, 0);
            Write((i * 3) + 1, flow, 1, 4999, 1000, 0x12, 0);
            Write((i * 3) + 2, flow, 0, 1000, 5000, Acknowledgment, 0);
        }

        position = 0;
        limit = flows * 3;
        return first + flows;
    }

    /// <summary>Readies random, in-order segments: one pass, or the beginning of one.</summary>
    internal void PreparePass(int count = FramesPerPass)
    {
        uint payload = (uint)(frameLength - Headers);
        for (int i = 0; i < count; i++)
        {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            int flow = (int)((uint)(random >> 16) % (uint)(sent.Length / 2));
            int direction = (int)(random >> 63);
            Write(i, flow, direction, sent[(2 * flow) + direction], sent[(2 * flow) + 1 - direction], Acknowledgment, payload);
            sent[(2 * flow) + direction] += payload;
        }

        position = 0;
        limit = count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Receive(PacketDescriptor* burst, int count)
    {
        int taken = Math.Min(count, limit - position);
        byte* frame = frames.Start + ((long)position * SlotSize);
        for (int i = 0; i < taken; i++, frame += SlotSize)
        {
            PacketDescriptor* packet = burst + i;
            packet->data = frame;
            packet->length = frameLength;
            packet->wireLength = frameLength;
            packet->timestamp = 1;
            packet->lease = 0;
            packet->number = received + i;
            packet->SetOrigin((byte)LinkLayer.Ethernet);
            Sse.Prefetch0(frame + (long)(count * SlotSize));
        }

        position += taken;
        received += taken;
        return taken;
    }

    public void Dispose() => frames.Dispose();

    private void Write(int slot, int flow, int direction, uint sequence, uint acknowledgment, byte flags, uint payload)
    {
        Span<byte> frame = new(frames.Start + ((long)slot * SlotSize), SlotSize);
        uint client = 0x0A00_0000u + (uint)(flow >> 14);
        const uint Server = 0x0A5A_0002;
        ushort clientPort = (ushort)(1024 + (flow & 16_383));
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], 0x0800);
        frame[14] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(frame[16..], (ushort)(40 + payload));
        BinaryPrimitives.WriteUInt16BigEndian(frame[20..], 0);
        frame[23] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(frame[26..], direction == 0 ? client : Server);
        BinaryPrimitives.WriteUInt32BigEndian(frame[30..], direction == 0 ? Server : client);
        BinaryPrimitives.WriteUInt16BigEndian(frame[34..], direction == 0 ? clientPort : (ushort)80);
        BinaryPrimitives.WriteUInt16BigEndian(frame[36..], direction == 0 ? (ushort)80 : clientPort);
        BinaryPrimitives.WriteUInt32BigEndian(frame[38..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(frame[42..], acknowledgment);
        frame[46] = 0x50;
        frame[47] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(frame[48..], 0xFFFF);
        WriteChecksums(frames.Start + ((long)slot * SlotSize) + 14, 20 + (int)payload);
    }

    private static void WriteChecksums(byte* ip, int transport)
    {
        byte* tcp = ip + 20;
        Unsafe.WriteUnaligned<ushort>(ip + 10, 0);
        Unsafe.WriteUnaligned(ip + 10, InternetChecksum.Fold(InternetChecksum.Add(0, ip, 20)));
        Unsafe.WriteUnaligned<ushort>(tcp + 16, 0);
        ulong pseudoHeader = BinaryPrimitives.ReverseEndianness((ushort)6) + (ulong)BinaryPrimitives.ReverseEndianness((ushort)transport);
        ulong sum = InternetChecksum.Add(InternetChecksum.Add(pseudoHeader, ip + 12, 8), tcp, transport);
        Unsafe.WriteUnaligned(tcp + 16, InternetChecksum.Fold(sum));
    }
}
