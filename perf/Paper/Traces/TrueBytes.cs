using System.Buffers.Binary;
using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.Traces;

/// <summary>
/// How many bytes a perfect reassembler can deliver, counted by other means than the stacks: per connection with a SYN and its SYN-ACK, every payload byte in
/// sequence from the first on, once each, in sorted intervals. For traces of Ethernet, IPv4 and TCP as the lab records them.
/// </summary>
internal sealed unsafe class TrueBytes
{
    private const byte Syn = 0x02;
    private const byte Ack = 0x10;
    private readonly Dictionary<(ulong Ends, uint Ports), Pair> open = [];

    /// <summary>Bytes of all connections so far.</summary>
    internal long Total { get; private set; }

    /// <summary>Connections whose SYN was answered.</summary>
    internal long Connections { get; private set; }

    internal static TrueBytes Of(MemoryDevice trace)
    {
        const int Burst = 64;
        TrueBytes count = new();
        PacketDescriptor* burst = stackalloc PacketDescriptor[Burst];
        trace.Rewind();
        while (!trace.IsExhausted)
        {
            int received = trace.Receive(burst, Burst);
            for (int i = 0; i < received; i++) count.Add(new(burst[i].data, burst[i].length));
        }

        foreach (Pair pair in count.open.Values) count.Finish(pair);
        return count;
    }

    internal static long Of(MemoryPacket* packets, long length)
    {
        TrueBytes count = new();
        for (long i = 0; i < length; i++) count.Add(new(packets[i].data, packets[i].length));
        foreach (Pair pair in count.open.Values) count.Finish(pair);
        return count.Total;
    }

    private void Add(ReadOnlySpan<byte> frame)
    {
        ReadOnlySpan<byte> ip = frame[14..];
        ReadOnlySpan<byte> tcp = ip[((ip[0] & 15) * 4)..];
        uint source = BinaryPrimitives.ReadUInt32BigEndian(ip[12..]);
        uint destination = BinaryPrimitives.ReadUInt32BigEndian(ip[16..]);
        uint ports = BinaryPrimitives.ReadUInt32BigEndian(tcp);
        bool isFirst = source < destination || (source == destination && ports >> 16 < (ports & 0xFFFF));
        (ulong Ends, uint Ports) key = isFirst ? (((ulong)source << 32) | destination, ports) : (((ulong)destination << 32) | source, (ports << 16) | (ports >> 16));
        uint sequence = BinaryPrimitives.ReadUInt32BigEndian(tcp[4..]);
        int payload = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]) - ((ip[0] & 15) * 4) - ((tcp[12] >> 4) * 4);
        if ((tcp[13] & (Syn | Ack)) == Syn) Open(key, isFirst, sequence);
        else if (open.TryGetValue(key, out Pair? pair)) pair.Add(isFirst, sequence, BinaryPrimitives.ReadUInt32BigEndian(tcp[8..]), tcp[13], payload);
    }

    private void Open((ulong Ends, uint Ports) key, bool isFirst, uint sequence)
    {
        if (open.TryGetValue(key, out Pair? known))
        {
            if (known.IsRepeated(isFirst, sequence)) return;
            Finish(known);
        }

        open[key] = new(isFirst, sequence);
    }

    private void Finish(Pair pair)
    {
        if (!pair.IsAnswered) return;
        Connections++;
        Total += pair.Bytes;
    }

    /// <summary>Both directions of a connection.</summary>
    private sealed class Pair(bool clientIsFirst, uint initial)
    {
        private readonly Interval client = new(initial);
        private Interval? server;

        internal bool IsAnswered => server != null;

        internal long Bytes => client.Filled + (server?.Filled ?? 0);

        internal bool IsRepeated(bool isFirst, uint sequence) => isFirst == clientIsFirst && sequence == client.Initial;

        internal void Add(bool isFirst, uint sequence, uint acknowledged, byte flags, int payload)
        {
            if ((flags & Syn) != 0)
            {
                if (isFirst != clientIsFirst && acknowledged == client.Initial + 1) server ??= new(sequence);
            }
            else if (payload > 0 && server != null)
            {
                (isFirst == clientIsFirst ? client : server).Add(sequence, payload);
            }
        }
    }

    /// <summary>What was seen of one direction.</summary>
    private sealed class Interval(uint initial)
    {
        private readonly SortedList<long, long> ahead = [];

        internal uint Initial => initial;

        internal long Filled { get; private set; }

        internal void Add(uint sequence, int length)
        {
            long start = Filled + (int)(sequence - (initial + 1 + (uint)Filled));
            long end = start + length;
            if (end <= Filled) return;
            if (start > Filled)
            {
                ahead[start] = Math.Max(end, ahead.GetValueOrDefault(start));
                return;
            }

            Filled = end;
            for (; ahead.Count > 0 && ahead.GetKeyAtIndex(0) <= Filled; ahead.RemoveAt(0)) Filled = Math.Max(Filled, ahead.GetValueAtIndex(0));
        }
    }
}
