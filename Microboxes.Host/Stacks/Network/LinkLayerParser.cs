using Microboxes.Host.Devices;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks.Network;

/// <summary>Finds the IP header behind any link layer, VLAN tags, MPLS labels, PPPoE and LLC/SNAP included.</summary>
internal sealed unsafe class LinkLayerParser
{
    private const int MaxNesting = 16;
    private const ushort EtherTypeIpv4 = 0x0800;
    private const ushort EtherTypeIpv6 = 0x86DD;
    private const ushort EtherTypeMpls = 0x8847;
    private const ushort EtherTypeMplsMulticast = 0x8848;
    private const ushort EtherTypePppoeSession = 0x8864;
    private const ushort LargestLength = 1500;
    private const ushort PppIpv4 = 0x0021;
    private const ushort PppIpv6 = 0x0057;

    /// <summary>Offset of the IP header, or -1 with the packet marked as dropped.</summary>
    internal int FindIp(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        switch ((LinkLayer)packet->linkLayer)
        {
            case LinkLayer.Ethernet:
                return packet->length < 14 ? Truncated(parsed) : FollowEtherType(packet, parsed, 12);
            case LinkLayer.RawIp:
                return IpAt(packet, parsed, 0);
            case LinkLayer.LinuxCooked:
                return packet->length < 16 ? Truncated(parsed) : FollowEtherType(packet, parsed, 14);
            case LinkLayer.LinuxCooked2:
                return packet->length < 20 ? Truncated(parsed) : FollowCooked2(packet, parsed);
            case LinkLayer.Null or LinkLayer.Loop:
                return IpAt(packet, parsed, 4);
            case LinkLayer.Ppp:
                return FollowPpp(packet, parsed, 0);
            default:
                FrameParser.Drop(parsed, DropReason.UnknownLinkLayer);
                return -1;
        }
    }

    // SLL2 has its protocol first and 18 further bytes of header (LINKTYPE_LINUX_SLL2).
    private static int FollowCooked2(PacketDescriptor* packet, ParsedPacket* parsed) => NetworkOrder.Read16(packet->data) switch
    {
        EtherTypeIpv4 or EtherTypeIpv6 => IpAt(packet, parsed, 20),
        _ => NotIp(parsed),
    };

    private static int FollowEtherType(PacketDescriptor* packet, ParsedPacket* parsed, int typeAt)
    {
        int tags = 0;
        for (int nesting = 0; nesting < MaxNesting; nesting++)
        {
            if (packet->length < typeAt + 2) return Truncated(parsed);
            ushort type = NetworkOrder.Read16(packet->data + typeAt);
            switch (type)
            {
                case EtherTypeIpv4 or EtherTypeIpv6:
                    return IpAt(packet, parsed, typeAt + 2);
                case 0x8100 or 0x88A8 or 0x9100 or 0x9200:
                    if (packet->length < typeAt + 6) return Truncated(parsed);
                    RememberTag(packet, tags++, NetworkOrder.Read16(packet->data + typeAt + 2));
                    typeAt += 4;
                    continue;
                case EtherTypeMpls or EtherTypeMplsMulticast:
                    return FollowMpls(packet, parsed, typeAt + 2);
                case EtherTypePppoeSession:
                    return FollowPpp(packet, parsed, typeAt + 2 + 6);
                case <= LargestLength:
                    return FollowLlc(packet, parsed, typeAt + 2);
                default:
                    return NotIp(parsed);
            }
        }

        return NotIp(parsed);
    }

    // The outermost two tags name the flow; deeper ones are passed over.
    private static void RememberTag(PacketDescriptor* packet, int tag, ushort control)
    {
        ushort identifier = (ushort)(control & 0x0FFF);
        packet->marks |= (byte)PacketMarks.Tagged;
        if (tag == 0) packet->outerVlan = identifier;
        else if (tag == 1) packet->innerVlan = identifier;
    }

    // RFC 3032: the label with the bottom-of-stack bit is the last; what follows says only by its first nibble what it is.
    private static int FollowMpls(PacketDescriptor* packet, ParsedPacket* parsed, int label)
    {
        for (int nesting = 0; nesting < MaxNesting; nesting++, label += 4)
        {
            if (packet->length < label + 5) return Truncated(parsed);
            bool bottom = (packet->data[label + 2] & 1) != 0;
            if (!bottom) continue;
            int payload = label + 4;
            if (packet->data[payload] >> 4 is 4 or 6) return IpAt(packet, parsed, payload);
            // RFC 4448: a control word of zero nibble, then an Ethernet frame.
            bool carriesEthernet = packet->data[payload] >> 4 == 0 && packet->length >= payload + 4 + 14;
            return carriesEthernet ? FollowEtherType(packet, parsed, payload + 4 + 12) : NotIp(parsed);
        }

        return NotIp(parsed);
    }

    // RFC 1661, RFC 1662: address and control may be there, and the protocol field may be one byte.
    private static int FollowPpp(PacketDescriptor* packet, ParsedPacket* parsed, int at)
    {
        if (packet->length < at + 4) return Truncated(parsed);
        if (packet->data[at] == 0xFF && packet->data[at + 1] == 0x03) at += 2;
        bool compressed = (packet->data[at] & 1) != 0;
        if (packet->length < at + 2) return Truncated(parsed);
        int protocol = compressed ? packet->data[at] : NetworkOrder.Read16(packet->data + at);
        return protocol is PppIpv4 or PppIpv6 ? IpAt(packet, parsed, at + (compressed ? 1 : 2)) : NotIp(parsed);
    }

    // RFC 1042: SNAP with a zero organisation code carries an EtherType.
    private static int FollowLlc(PacketDescriptor* packet, ParsedPacket* parsed, int llc)
    {
        if (packet->length < llc + 8) return NotIp(parsed);
        byte* header = packet->data + llc;
        bool snap = header[0] == 0xAA && header[1] == 0xAA && header[2] == 3 && header[3] == 0 && header[4] == 0 && header[5] == 0;
        return snap && NetworkOrder.Read16(header + 6) is EtherTypeIpv4 or EtherTypeIpv6 ? IpAt(packet, parsed, llc + 8) : NotIp(parsed);
    }

    private static int IpAt(PacketDescriptor* packet, ParsedPacket* parsed, int offset) => packet->length <= offset ? Truncated(parsed) : offset;

    private static int Truncated(ParsedPacket* parsed)
    {
        FrameParser.Drop(parsed, DropReason.TruncatedHeader);
        return -1;
    }

    private static int NotIp(ParsedPacket* parsed)
    {
        FrameParser.Drop(parsed, DropReason.NotIp);
        return -1;
    }
}
