using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>Writes generated segments as frames, in fragments where a datagram is longer than the options allow.</summary>
internal sealed unsafe class FrameWriter : IDisposable
{
    private const int Ipv6FragmentHeader = 8;
    private const long MostMemory = 128 << 20;

    private readonly DatagramWriter datagrams;
    private readonly LinkWriter link;
    private readonly int fragmentSize;
    private readonly ulong backwards;
    private readonly ulong seed;
    private byte* scratch;
    private uint identification;

    internal FrameWriter(FlowPlan plan)
    {
        TrafficOptions options = plan.Options;
        datagrams = new(plan);
        link = new(options.VlanTags);
        fragmentSize = options.FragmentSize;
        backwards = Draw.Threshold(options.Reorder);
        seed = options.Seed;
        int datagram = DatagramWriter.Ipv6Header + DatagramWriter.TcpHeader + Math.Max(options.Mss, DatagramWriter.SynOptions);
        int longest = link.Length + (fragmentSize == 0 ? datagram : Math.Min(datagram, fragmentSize));
        // A datagram's frames are built at once, and once more when it is duplicated.
        int atOnce = fragmentSize == 0 ? 2 : 2 * (2 + (datagram / FragmentPayload(true)));
        Ring = new(OutstandingOf(options.Outstanding, longest) + atOnce, longest);
        scratch = (byte*)NativeMemory.Alloc((nuint)datagram);
    }

    /// <summary>Where the frames wait.</summary>
    internal FrameRing Ring { get; }

    /// <summary>Frames that stay readable: as many as wanted, as far as a half of 128 MiB holds them.</summary>
    internal static int OutstandingOf(int wanted, int longest) => (int)Math.Min(wanted, MostMemory / ((longest + 63) & ~63));

    /// <summary>Builds the frames of a segment.</summary>
    /// <returns>How many.</returns>
    internal int Write(FlowState* state, Segment* segment)
    {
        bool isIpv6 = (state->traits & FlowTraits.Ipv6) != 0;
        identification++;
        int length = DatagramWriter.Length(segment, isIpv6);
        if (fragmentSize != 0 && length > fragmentSize) return WriteFragments(state, segment, isIpv6, length);
        byte* frame = Ring.Next;
        link.Write(frame, state->flow, segment->sender, isIpv6);
        datagrams.Write(frame + link.Length, state, segment, (ushort)identification);
        Ring.Add(link.Length + length);
        return 1;
    }

    public void Dispose()
    {
        Ring.Dispose();
        NativeMemory.Free(scratch);
        scratch = null;
    }

    private int WriteFragments(FlowState* state, Segment* segment, bool isIpv6, int length)
    {
        datagrams.Write(scratch, state, segment, (ushort)identification);
        int total = length - (isIpv6 ? DatagramWriter.Ipv6Header : DatagramWriter.Ipv4Header);
        int payload = FragmentPayload(isIpv6);
        int fragments = (total + payload - 1) / payload;
        bool isBackwards = Draw.Happens(Draw.Bits(seed + (ulong)Purpose.FragmentOrder, identification), backwards);
        for (int i = 0; i < fragments; i++)
        {
            int offset = (isBackwards ? fragments - 1 - i : i) * payload;
            byte* frame = Ring.Next;
            link.Write(frame, state->flow, segment->sender, isIpv6);
            int part = Math.Min(payload, total - offset);
            bool isMore = offset + part < total;
            byte* at = frame + link.Length;
            Ring.Add(link.Length + (isIpv6 ? WriteIpv6Fragment(at, offset, part, isMore) : WriteIpv4Fragment(at, offset, part, isMore)));
        }

        return fragments;
    }

    // All but the last carry a multiple of 8 bytes (RFC 791 §3.2, RFC 8200 §4.5).
    private int FragmentPayload(bool isIpv6) =>
        (fragmentSize - (isIpv6 ? DatagramWriter.Ipv6Header + Ipv6FragmentHeader : DatagramWriter.Ipv4Header)) & ~7;

    private int WriteIpv4Fragment(byte* at, int offset, int part, bool isMore)
    {
        const int Header = DatagramWriter.Ipv4Header;
        Buffer.MemoryCopy(scratch, at, Header, Header);
        Buffer.MemoryCopy(scratch + Header + offset, at + Header, part, part);
        Put16(at + 2, Header + part);
        Put16(at + 6, offset / 8 | (isMore ? 0x2000 : 0));
        Put16(at + 10, 0);
        Unsafe.WriteUnaligned(at + 10, InternetChecksum.Fold(InternetChecksum.Add(0, at, Header)));
        return Header + part;
    }

    private int WriteIpv6Fragment(byte* at, int offset, int part, bool isMore)
    {
        const int Header = DatagramWriter.Ipv6Header;
        Buffer.MemoryCopy(scratch, at, Header, Header);
        Put16(at + 4, Ipv6FragmentHeader + part);
        at[6] = (byte)IpProtocol.Fragment;
        at[Header] = (byte)IpProtocol.Tcp;
        at[Header + 1] = 0;
        Put16(at + Header + 2, offset | (isMore ? 1 : 0));
        Unsafe.WriteUnaligned(at + Header + 4, BinaryPrimitives.ReverseEndianness(identification));
        Buffer.MemoryCopy(scratch + Header + offset, at + Header + Ipv6FragmentHeader, part, part);
        return Header + Ipv6FragmentHeader + part;
    }

    private static void Put16(byte* at, int value) => Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness((ushort)value));
}
