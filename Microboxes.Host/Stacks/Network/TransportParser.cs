using System.Numerics;
using System.Runtime.CompilerServices;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Network;

/// <summary>Reads the transport header and completes the flow key.</summary>
internal sealed unsafe class TransportParser(bool verifyChecksums)
{
    private const int TcpHeader = 20;
    private const int UdpHeader = 8;
    private const byte Sctp = 132;

    private readonly IcmpParser icmp = new(verifyChecksums);

    /// <param name="packet">Network offset, version and protocol are set.</param>
    /// <param name="parsed">Addresses and version of the key are set.</param>
    /// <param name="order">Negative when the source address is the lower, 0 when both are equal.</param>
    /// <param name="at">Offset of the transport header.</param>
    /// <param name="length">Bytes from there to the end of the datagram, captured or not.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Parse(PacketDescriptor* packet, ParsedPacket* parsed, int order, int at, int length)
    {
        parsed->result = ParseResult.Datagram;
        Unsafe.WriteUnaligned(&parsed->key.outerVlan, Unsafe.ReadUnaligned<uint>(&packet->outerVlan));
        // Protocol and version, clientIsUpper and flags still zero.
        Unsafe.WriteUnaligned(&parsed->key.protocol, packet->protocol | ((uint)packet->version << 8));
        if (packet->protocol == (byte)IpProtocol.Tcp) ParseTcp(packet, parsed, order, at, length);
        else ParseOther(packet, parsed, order, at, length);
    }

    // RFC 9293 §3.1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ParseTcp(PacketDescriptor* packet, ParsedPacket* parsed, int order, int at, int length)
    {
        byte* tcp = packet->data + at;
        int captured = packet->length - at;
        if (length < TcpHeader || captured < TcpHeader)
        {
            FrameParser.Drop(parsed, length < TcpHeader ? DropReason.BadTransportHeader : DropReason.TruncatedHeader);
            return;
        }

        int header = (tcp[12] >> 4) * 4;
        if (header < TcpHeader || header > length)
        {
            FrameParser.Drop(parsed, DropReason.BadTransportHeader);
            return;
        }

        if (verifyChecksums && captured >= length && !IsTransportChecksumValid(packet, tcp, length))
        {
            FrameParser.Drop(parsed, DropReason.BadTransportChecksum);
            return;
        }

        SetPorts(parsed, order, NetworkOrder.Read16(tcp), NetworkOrder.Read16(tcp + 2));
        parsed->sequence = NetworkOrder.Read32(tcp + 4);
        parsed->acknowledgment = NetworkOrder.Read32(tcp + 8);
        parsed->flags = tcp[13];
        parsed->window = NetworkOrder.Read16(tcp + 14);
        packet->payload = at + header;
        packet->payloadLength = length - header;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ParseOther(PacketDescriptor* packet, ParsedPacket* parsed, int order, int at, int length)
    {
        parsed->flags = 0;
        switch ((IpProtocol)packet->protocol)
        {
            case IpProtocol.Udp:
                ParseUdp(packet, parsed, order, at, length);
                break;
            case IpProtocol.Icmp or IpProtocol.IcmpV6:
                icmp.Parse(packet, parsed, order, at, length);
                break;
            case (IpProtocol)Sctp when packet->length >= at + 4 && length >= 4:
                SetPorts(parsed, order, NetworkOrder.Read16(packet->data + at), NetworkOrder.Read16(packet->data + at + 2));
                SetPayload(packet, at, length, 0);
                break;
            default:
                SetPorts(parsed, order, 0, 0);
                SetPayload(packet, at, length, 0);
                break;
        }
    }

    // RFC 768; a checksum of zero means none was made.
    private void ParseUdp(PacketDescriptor* packet, ParsedPacket* parsed, int order, int at, int length)
    {
        byte* udp = packet->data + at;
        int captured = packet->length - at;
        if (length < UdpHeader || captured < UdpHeader)
        {
            FrameParser.Drop(parsed, length < UdpHeader ? DropReason.BadTransportHeader : DropReason.TruncatedHeader);
            return;
        }

        int announced = NetworkOrder.Read16(udp + 4);
        // RFC 2675 §4: 0 in a jumbogram or super-frame.
        if (announced == 0) announced = length;
        if (announced < UdpHeader || announced > length)
        {
            FrameParser.Drop(parsed, DropReason.BadTransportHeader);
            return;
        }

        bool summed = Unsafe.ReadUnaligned<ushort>(udp + 6) != 0;
        if (verifyChecksums && summed && captured >= announced && !IsTransportChecksumValid(packet, udp, announced))
        {
            FrameParser.Drop(parsed, DropReason.BadTransportChecksum);
            return;
        }

        SetPorts(parsed, order, NetworkOrder.Read16(udp), NetworkOrder.Read16(udp + 2));
        SetPayload(packet, at, announced, UdpHeader);
    }

    /// <summary>Checks a checksum over the pseudo header and <paramref name="length"/> captured bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsTransportChecksumValid(PacketDescriptor* packet, byte* transport, int length)
    {
        if ((packet->marks & (byte)PacketMarks.SourceRouted) != 0) return true;
        byte* ip = packet->data + packet->network;
        ulong sum = packet->version == 4 ? Checksum.Add(ip + 12, 8, 0) : Checksum.Add(ip + 8, 32, 0);
        sum = Checksum.Add(transport, length, sum);
        // Length and protocol of the pseudo header, in the byte order the words above were read in.
        ulong pseudo = ((ulong)packet->protocol << 8) + (ulong)(((length & 0xFF) << 8) + (length >> 8 & 0xFF)) + (ulong)(length >> 16 << 8);
        ulong folded = (sum & 0xFFFF_FFFF) + (sum >> 32) + pseudo;
        return Checksum.Fold(folded) == 0xFFFF;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SetPorts(ParsedPacket* parsed, int order, ushort source, ushort destination)
    {
        if (order == 0) order = source <= destination ? -1 : 1;
        // One store, because the hash reads both at once: two small stores cannot be forwarded to a larger load. No branch, as for the addresses.
        uint upperIsSource = ((uint)source << 16) | destination;
        Unsafe.WriteUnaligned(&parsed->key.lowerPort, BitOperations.RotateLeft(upperIsSource, (order >> 31) & 16));
        parsed->senderIsUpper = (byte)(1 + (order >> 31));
    }

    internal static void SetPayload(PacketDescriptor* packet, int at, int length, int header)
    {
        packet->payload = at + header;
        packet->payloadLength = length - header;
    }
}
