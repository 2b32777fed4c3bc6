using System.Runtime.Intrinsics;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Network;

/// <summary>Reads an IPv6 header and its extension headers (RFC 8200 §3, §4).</summary>
internal sealed unsafe class Ipv6Parser(TransportParser transport)
{
    private const int FixedHeader = 40;
    private const int MaxExtensions = 16;
    private const byte HostIdentity = 139;
    private const byte Shim6 = 140;

    internal void Parse(PacketDescriptor* packet, ParsedPacket* parsed, int network)
    {
        byte* ip = packet->data + network;
        if (packet->length - network < FixedHeader)
        {
            FrameParser.Drop(parsed, DropReason.TruncatedHeader);
            return;
        }

        int payload = NetworkOrder.Read16(ip + 4);
        // RFC 2675: a jumbogram, or a super-frame of segmentation offload, has 0 here.
        if (payload == 0 && packet->wireLength - network > FixedHeader && ip[6] != (byte)IpProtocol.NoNextHeader)
            payload = packet->wireLength - network - FixedHeader;
        if (payload > packet->wireLength - network - FixedHeader)
        {
            FrameParser.Drop(parsed, DropReason.BadIpHeader);
            return;
        }

        packet->version = 6;
        packet->marks &= unchecked((byte)~(byte)PacketMarks.SourceRouted);
        FollowExtensions(packet, parsed, network, network + FixedHeader + payload);
    }

    private void FollowExtensions(PacketDescriptor* packet, ParsedPacket* parsed, int network, int end)
    {
        int at = network + FixedHeader;
        byte next = packet->data[network + 6];
        for (int extensions = 0; extensions <= MaxExtensions; extensions++)
        {
            if (!IsExtension(next))
            {
                Deliver(packet, parsed, network, next, at, end);
                return;
            }

            if (at + 8 > end || at + 8 > packet->length)
            {
                FrameParser.Drop(parsed, at + 8 > end ? DropReason.BadExtensionHeader : DropReason.TruncatedHeader);
                return;
            }

            byte* header = packet->data + at;
            if (next == (byte)IpProtocol.Fragment && !IsAtomic(header))
            {
                parsed->result = ParseResult.Fragment;
                parsed->fragmentHeader = (ushort)at;
                return;
            }

            if (next == (byte)IpProtocol.Routing && header[3] != 0) packet->marks |= (byte)PacketMarks.SourceRouted;
            at += LengthOf(next, header);
            next = header[0];
        }

        FrameParser.Drop(parsed, DropReason.BadExtensionHeader);
    }

    // RFC 6946: offset 0 and no more to come; such a datagram is whole and is never mixed with fragments.
    private static bool IsAtomic(byte* fragmentHeader) => (NetworkOrder.Read16(fragmentHeader + 2) & 0xFFF9) == 0;

    private static bool IsExtension(byte protocol) => (IpProtocol)protocol
        is IpProtocol.HopByHop or IpProtocol.Routing or IpProtocol.Fragment or IpProtocol.Authentication or IpProtocol.DestinationOptions
        or IpProtocol.Mobility || protocol is HostIdentity or Shim6;

    // RFC 4302 §2.2 counts the Authentication Header in 4-byte units less 2; all others count 8-byte units beyond the first.
    private static int LengthOf(byte protocol, byte* header) => (IpProtocol)protocol switch
    {
        IpProtocol.Fragment => 8,
        IpProtocol.Authentication => (header[1] + 2) * 4,
        _ => (header[1] + 1) * 8,
    };

    private void Deliver(PacketDescriptor* packet, ParsedPacket* parsed, int network, byte protocol, int at, int end)
    {
        if (at > end)
        {
            FrameParser.Drop(parsed, DropReason.BadExtensionHeader);
            return;
        }

        byte* ip = packet->data + network;
        packet->network = (ushort)network;
        packet->transport = (ushort)at;
        packet->protocol = protocol;
        int order = new ReadOnlySpan<byte>(ip + 8, 16).SequenceCompareTo(new ReadOnlySpan<byte>(ip + 24, 16));
        Vector128<byte> source = Vector128.Load(ip + 8);
        Vector128<byte> destination = Vector128.Load(ip + 24);
        (order < 0 ? source : destination).Store(parsed->key.lowerAddress);
        (order < 0 ? destination : source).Store(parsed->key.upperAddress);
        transport.Parse(packet, parsed, order, at, end - at);
    }
}
