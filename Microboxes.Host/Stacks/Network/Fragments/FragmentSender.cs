using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>
/// Sends a datagram that was put together on in fragments as long as those it came in (RFC 791 3.2, RFC 8200 4.5), so that a path which took them takes these,
/// with whatever was changed in it.
/// </summary>
internal sealed unsafe class FragmentSender : IDisposable
{
    private const int Ipv6FragmentHeader = 8;
    private const int MoreIpv4 = 0x2000;
    private const int MaxFrame = FragmentOrigin.MaxLinkLength + 40 + ushort.MaxValue;

    private readonly byte* frame = (byte*)NativeMemory.AlignedAlloc(MaxFrame + Ipv6FragmentHeader, 64);

    /// <returns>False when not all of it was sent.</returns>
    internal bool TrySend(PacketDescriptor* packet, IPacketSink sink)
    {
        byte* datagram = packet->data;
        FragmentOrigin* origin = FragmentOrigin.Of(datagram);
        if (origin->linkLength < 0) return false;
        Unsafe.CopyBlockUnaligned(frame, origin->link, (uint)origin->linkLength);
        bool isIpv6 = datagram[0] >> 4 == 6;
        int header = isIpv6 ? origin->headerLength : (datagram[0] & 15) * 4;
        int own = isIpv6 ? Ipv6FragmentHeader : 0;
        int room = Math.Max(8, (origin->largest - header - own) & ~7);
        int total = packet->length - header;
        for (int start = 0; start == 0 || start < total; start += room)
        {
            int length = Math.Min(room, total - start);
            byte* ip = frame + origin->linkLength;
            Unsafe.CopyBlockUnaligned(ip, datagram, (uint)header);
            bool isLast = start + length == total;
            if (isIpv6) FinishIpv6(ip, origin, start, length, isLast);
            else FinishIpv4(ip, header, start, length, isLast);
            Unsafe.CopyBlockUnaligned(ip + header + own, datagram + header + start, (uint)length);
            if (!sink.TryInject(frame, origin->linkLength + header + own + length, packet->port)) return false;
        }

        return true;
    }

    public void Dispose() => NativeMemory.AlignedFree(frame);

    private static void FinishIpv4(byte* ip, int header, int start, int length, bool isLast)
    {
        BinaryPrimitives.WriteUInt16BigEndian(new(ip + 2, 2), (ushort)(header + length));
        BinaryPrimitives.WriteUInt16BigEndian(new(ip + 6, 2), (ushort)((start / 8) | (isLast ? 0 : MoreIpv4)));
        *(ushort*)(ip + 10) = 0;
        *(ushort*)(ip + 10) = (ushort)~Checksum.Fold(Checksum.Add(ip, header, 0));
    }

    private static void FinishIpv6(byte* ip, FragmentOrigin* origin, int start, int length, bool isLast)
    {
        byte* own = ip + origin->headerLength;
        own[0] = ip[origin->nextHeaderField];
        own[1] = 0;
        ip[origin->nextHeaderField] = (byte)IpProtocol.Fragment;
        BinaryPrimitives.WriteUInt16BigEndian(new(ip + 4, 2), (ushort)(origin->headerLength - 40 + Ipv6FragmentHeader + length));
        BinaryPrimitives.WriteUInt16BigEndian(new(own + 2, 2), (ushort)(start | (isLast ? 0 : 1)));
        BinaryPrimitives.WriteUInt32BigEndian(new(own + 4, 4), origin->identification);
    }
}
