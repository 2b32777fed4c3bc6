using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>Writes a generated segment as an IP datagram with correct checksums.</summary>
internal sealed unsafe class DatagramWriter(FlowPlan plan)
{
    internal const int Ipv4Header = 20;
    internal const int Ipv6Header = 40;
    internal const int TcpHeader = 20;

    /// <summary>Bytes of options in a SYN: maximum segment size, no-operation, window scale (RFC 9293 §3.2, RFC 7323 §2).</summary>
    internal const int SynOptions = 8;

    private readonly int mss = plan.Options.Mss;
    private readonly bool mayFragment = plan.Options.FragmentSize != 0;

    /// <summary>Bytes the datagram of a segment takes.</summary>
    internal static int Length(Segment* segment, bool isIpv6) =>
        (isIpv6 ? Ipv6Header : Ipv4Header) + HeaderLength(segment) + segment->length;

    /// <summary>Writes the datagram.</summary>
    /// <param name="at">Where to; <see cref="Length"/> bytes.</param>
    /// <param name="state">Its connection.</param>
    /// <param name="segment">What to send.</param>
    /// <param name="identification">IPv4 identification.</param>
    internal void Write(byte* at, FlowState* state, Segment* segment, ushort identification)
    {
        bool isIpv6 = (state->traits & FlowTraits.Ipv6) != 0;
        int header = isIpv6 ? Ipv6Header : Ipv4Header;
        int transport = HeaderLength(segment) + segment->length;
        if (isIpv6) WriteIpv6(at, state->flow, segment, transport);
        else WriteIpv4(at, state->flow, segment, transport, identification);
        WriteTcp(at + header, state->flow, segment);
        plan.Exchange.Fill(state->flow, segment->sender, segment->offset, new(at + header + transport - segment->length, segment->length));
        // The addresses lie together at the header's end in both versions; protocol and length complete the pseudo-header.
        int addresses = isIpv6 ? 32 : 8;
        ulong sum = BinaryPrimitives.ReverseEndianness((ushort)IpProtocol.Tcp) + (ulong)BinaryPrimitives.ReverseEndianness((ushort)transport);
        sum = InternetChecksum.Add(sum, at + header - addresses, addresses);
        sum = InternetChecksum.Add(sum, at + header, transport);
        Unsafe.WriteUnaligned(at + header + 16, InternetChecksum.Fold(sum));
    }

    private static int HeaderLength(Segment* segment) => TcpHeader + ((segment->flags & TcpFlags.Syn) != 0 ? SynOptions : 0);

    private void WriteIpv4(byte* at, long flow, Segment* segment, int transport, ushort identification)
    {
        Unsafe.InitBlockUnaligned(at, 0, Ipv4Header);
        at[0] = 0x45;
        Put16(at + 2, Ipv4Header + transport);
        Put16(at + 4, identification);
        at[6] = (byte)(mayFragment ? 0 : 0x40); // don't fragment
        at[8] = 64;
        at[9] = (byte)IpProtocol.Tcp;
        WriteAddresses(at + 12, flow, segment, false);
        Unsafe.WriteUnaligned(at + 10, InternetChecksum.Fold(InternetChecksum.Add(0, at, Ipv4Header)));
    }

    private static void WriteIpv6(byte* at, long flow, Segment* segment, int transport)
    {
        Unsafe.InitBlockUnaligned(at, 0, Ipv6Header);
        at[0] = 0x60;
        Put16(at + 4, transport);
        at[6] = (byte)IpProtocol.Tcp;
        at[7] = 64;
        WriteAddresses(at + 8, flow, segment, true);
    }

    private static void WriteAddresses(byte* at, long flow, Segment* segment, bool isIpv6)
    {
        int length = isIpv6 ? 16 : 4;
        FlowAddress.Write(flow, segment->sender, isIpv6, new(at, length));
        FlowAddress.Write(flow, Other(segment->sender), isIpv6, new(at + length, length));
    }

    private void WriteTcp(byte* at, long flow, Segment* segment)
    {
        Put16(at, FlowAddress.Port(flow, segment->sender));
        Put16(at + 2, FlowAddress.Port(flow, Other(segment->sender)));
        Put32(at + 4, segment->sequence);
        Put32(at + 8, segment->acknowledgment);
        at[12] = (byte)(HeaderLength(segment) / 4 << 4);
        at[13] = (byte)segment->flags;
        Put16(at + 14, ushort.MaxValue);
        Put32(at + 16, 0);
        if ((segment->flags & TcpFlags.Syn) == 0) return;
        Put32(at + 20, 0x0204_0000 | (uint)mss);
        Put32(at + 24, 0x0103_0307); // windows count in units of 128 bytes
    }

    private static End Other(End end) => end == End.Client ? End.Server : End.Client;

    private static void Put16(byte* at, int value) => Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness((ushort)value));

    private static void Put32(byte* at, uint value) => Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness(value));
}
