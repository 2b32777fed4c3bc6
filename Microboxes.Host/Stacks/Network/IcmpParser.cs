using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Network;

/// <summary>
/// Reads ICMP (RFC 792) and ICMPv6 (RFC 4443). An error belongs to the flow of the packet it quotes; an echo is keyed by its identifier, all else by its type.
/// </summary>
internal sealed unsafe class IcmpParser(bool verifyChecksums)
{
    private const int Header = 8;

    internal void Parse(PacketDescriptor* packet, ParsedPacket* parsed, int order, int at, int length)
    {
        byte* icmp = packet->data + at;
        int captured = packet->length - at;
        if (length < Header || captured < Header)
        {
            FrameParser.Drop(parsed, length < Header ? DropReason.BadTransportHeader : DropReason.TruncatedHeader);
            return;
        }

        if (verifyChecksums && captured >= length && !IsChecksumValid(packet, icmp, length))
        {
            FrameParser.Drop(parsed, DropReason.BadTransportChecksum);
            return;
        }

        TransportParser.SetPayload(packet, at, length, Header);
        parsed->flags = icmp[0];
        if (IsError(packet->version, icmp[0]) && TryKeyByQuote(parsed, icmp + Header, Math.Min(captured, length) - Header)) return;
        KeyByMessage(packet, parsed, order);
    }

    /// <summary>Keys an ICMP error by its own addresses: for when the flow it quotes is not known.</summary>
    internal static void KeyByOwnAddresses(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        parsed->result = ParseResult.Datagram;
        parsed->key.version = packet->version;
        parsed->key.protocol = packet->protocol;
        byte* ip = packet->data + packet->network;
        int at = packet->version == 4 ? 12 : 8;
        int size = packet->version == 4 ? 4 : 16;
        ReadOnlySpan<byte> source = new(ip + at, size);
        ReadOnlySpan<byte> destination = new(ip + at + size, size);
        // The order the parsers use, so that all messages between two hosts meet in one flow.
        int order = packet->version == 4
            ? Ipv4Parser.Order(Unsafe.ReadUnaligned<uint>(ip + at), Unsafe.ReadUnaligned<uint>(ip + at + size))
            : source.SequenceCompareTo(destination);
        Span<byte> lower = new(parsed->key.lowerAddress, 16);
        Span<byte> upper = new(parsed->key.upperAddress, 16);
        lower.Clear();
        upper.Clear();
        (order < 0 ? source : destination).CopyTo(lower);
        (order < 0 ? destination : source).CopyTo(upper);
        KeyByMessage(packet, parsed, order);
    }

    private static void KeyByMessage(PacketDescriptor* packet, ParsedPacket* parsed, int order)
    {
        byte* icmp = packet->data + packet->transport;
        ushort identifier = IsEcho(packet->version, icmp[0]) ? NetworkOrder.Read16(icmp + 4) : icmp[0];
        TransportParser.SetPorts(parsed, order, identifier, identifier);
        if (order > 0) parsed->senderIsUpper = 1;
    }

    // RFC 1071 for ICMP; ICMPv6 adds a pseudo header (RFC 4443 §2.3).
    private static bool IsChecksumValid(PacketDescriptor* packet, byte* icmp, int length) => packet->version == 4
        ? Checksum.IsValid(icmp, length, 0)
        : TransportParser.IsTransportChecksumValid(packet, icmp, length);

    private static bool IsError(int version, byte type) => version == 4 ? type is 3 or 4 or 5 or 11 or 12 : type is >= 1 and <= 4;

    private static bool IsEcho(int version, byte type) => version == 4 ? type is 0 or 8 or 13 or 14 : type is 128 or 129;

    // The quote is the offending packet's IP header and at least 8 bytes more. The error travels towards that packet's source.
    private static bool TryKeyByQuote(ParsedPacket* parsed, byte* quote, int length)
    {
        if (length < 20) return false;
        return (quote[0] >> 4) switch
        {
            4 => TryKeyByIpv4(parsed, quote, length),
            6 => TryKeyByIpv6(parsed, quote, length),
            _ => false,
        };
    }

    private static bool TryKeyByIpv4(ParsedPacket* parsed, byte* quote, int length)
    {
        int header = (quote[0] & 0x0F) * 4;
        bool firstFragment = (NetworkOrder.Read16(quote + 6) & 0x1FFF) == 0;
        if (header < 20 || length < header + 4 || !firstFragment || !HasPorts(quote[9])) return false;
        uint source = Unsafe.ReadUnaligned<uint>(quote + 12);
        uint destination = Unsafe.ReadUnaligned<uint>(quote + 16);
        Vector128<byte> from = Vector128.CreateScalar(source).AsByte();
        Vector128<byte> to = Vector128.CreateScalar(destination).AsByte();
        SetQuoted(parsed, 4, quote[9], from, to, source.CompareTo(destination), quote + header);
        return true;
    }

    private static bool TryKeyByIpv6(ParsedPacket* parsed, byte* quote, int length)
    {
        if (length < 40 + 4 || !HasPorts(quote[6])) return false;
        int order = new ReadOnlySpan<byte>(quote + 8, 16).SequenceCompareTo(new ReadOnlySpan<byte>(quote + 24, 16));
        SetQuoted(parsed, 6, quote[6], Vector128.Load(quote + 8), Vector128.Load(quote + 24), order, quote + 40);
        return true;
    }

    private static bool HasPorts(byte protocol) => (IpProtocol)protocol is IpProtocol.Tcp or IpProtocol.Udp;

    private static void SetQuoted(ParsedPacket* parsed, byte version, byte protocol, Vector128<byte> source, Vector128<byte> destination, int order, byte* ports)
    {
        parsed->result = ParseResult.QuotedError;
        parsed->key.version = version;
        parsed->key.protocol = protocol;
        (order < 0 ? source : destination).Store(parsed->key.lowerAddress);
        (order < 0 ? destination : source).Store(parsed->key.upperAddress);
        TransportParser.SetPorts(parsed, order, NetworkOrder.Read16(ports), NetworkOrder.Read16(ports + 2));
        parsed->senderIsUpper ^= 1;
    }
}
