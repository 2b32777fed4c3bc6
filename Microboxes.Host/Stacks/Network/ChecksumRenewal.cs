using System.Runtime.CompilerServices;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Network;

/// <summary>Writes the checksums of a packet whose bytes were changed, or that the stack made itself.</summary>
internal static unsafe class ChecksumRenewal
{
    private const int Ipv4ChecksumAt = 10;

    /// <summary>Renews the checksums of IPv4's header and of TCP, UDP and ICMP. Where the capture was cut, the transport's is left as it was.</summary>
    internal static void Renew(PacketDescriptor* packet)
    {
        byte* ip = packet->data + packet->network;
        if (packet->version == 4) WriteIpv4Header(ip, packet->transport - packet->network);
        if ((packet->marks & (byte)PacketMarks.SourceRouted) != 0) return;
        int length = packet->payload + packet->payloadLength - packet->transport;
        if (packet->version == 0 || packet->transport + length > packet->length) return;
        byte* transport = packet->data + packet->transport;
        switch ((IpProtocol)packet->protocol)
        {
            case IpProtocol.Tcp when length >= 20:
                WriteTransport(ip, packet->version, packet->protocol, transport, length, 16);
                break;
            // RFC 768: zero says that none was made; RFC 8200 §8.1 demands one.
            case IpProtocol.Udp when length >= 8 && (packet->version == 6 || Unsafe.ReadUnaligned<ushort>(transport + 6) != 0):
                WriteTransport(ip, packet->version, packet->protocol, transport, length, 6);
                if (Unsafe.ReadUnaligned<ushort>(transport + 6) == 0) Unsafe.WriteUnaligned(transport + 6, ushort.MaxValue);
                break;
            case IpProtocol.IcmpV6 when length >= 4:
                WriteTransport(ip, packet->version, packet->protocol, transport, length, 2);
                break;
            case IpProtocol.Icmp when length >= 4:
                Unsafe.WriteUnaligned<ushort>(transport + 2, 0);
                Unsafe.WriteUnaligned(transport + 2, (ushort)~Checksum.Fold(Checksum.Add(transport, length, 0)));
                break;
        }
    }

    /// <summary>Writes the checksum of an IPv4 header.</summary>
    internal static void WriteIpv4Header(byte* ip, int length)
    {
        Unsafe.WriteUnaligned<ushort>(ip + Ipv4ChecksumAt, 0);
        Unsafe.WriteUnaligned(ip + Ipv4ChecksumAt, (ushort)~Checksum.Fold(Checksum.Add(ip, length, 0)));
    }

    /// <summary>Writes a checksum over the pseudo header and <paramref name="length"/> bytes.</summary>
    /// <param name="ip">The IP header, for its addresses.</param>
    /// <param name="version">4 or 6.</param>
    /// <param name="protocol">The transport's protocol.</param>
    /// <param name="transport">The transport header.</param>
    /// <param name="length">Bytes from there to the end.</param>
    /// <param name="at">Where in the transport header the checksum is.</param>
    internal static void WriteTransport(byte* ip, int version, byte protocol, byte* transport, int length, int at)
    {
        Unsafe.WriteUnaligned<ushort>(transport + at, 0);
        ulong sum = version == 4 ? Checksum.Add(ip + 12, 8, 0) : Checksum.Add(ip + 8, 32, 0);
        sum = Checksum.Add(transport, length, sum);
        ulong pseudo = ((ulong)protocol << 8) + (ulong)(((length & 0xFF) << 8) + ((length >> 8) & 0xFF)) + (ulong)(length >> 16 << 8);
        Unsafe.WriteUnaligned(transport + at, (ushort)~Checksum.Fold((sum & 0xFFFF_FFFF) + (sum >> 32) + pseudo));
    }
}
