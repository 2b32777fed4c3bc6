using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Captures;

/// <summary>Peels link headers that no stack reads but that carry one it does: PPPoE without Ethernet, and Cisco HDLC.</summary>
internal static unsafe class LinkHeader
{
    private const int PppoeHeader = 6;
    private const int HdlcHeader = 4;

    /// <summary>True for link types whose frames <see cref="Peel"/> must see.</summary>
    internal static bool IsPeeled(int linkType) => linkType is LinkType.PppEther or LinkType.CiscoHdlc;

    /// <summary>Moves the descriptor behind the link header and says what follows. A frame it cannot read stays whole and unknown.</summary>
    internal static void Peel(PacketDescriptor* packet, int linkType)
    {
        if (linkType == LinkType.PppEther) PeelPppoe(packet);
        else PeelCiscoHdlc(packet);
    }

    // RFC 2516 §4: version and type 1, code 0 for the session stage, session, length; then PPP without HDLC framing.
    private static void PeelPppoe(PacketDescriptor* packet)
    {
        if (packet->length >= PppoeHeader && packet->data[0] == 0x11 && packet->data[1] == 0) Advance(packet, PppoeHeader, LinkLayer.Ppp);
    }

    // Address, control, EtherType.
    private static void PeelCiscoHdlc(PacketDescriptor* packet)
    {
        if (packet->length < HdlcHeader) return;
        int etherType = packet->data[2] << 8 | packet->data[3];
        if (etherType is 0x0800 or 0x86DD) Advance(packet, HdlcHeader, LinkLayer.RawIp);
    }

    private static void Advance(PacketDescriptor* packet, int bytes, LinkLayer next)
    {
        packet->data += bytes;
        packet->length -= bytes;
        packet->wireLength -= bytes;
        packet->linkLayer = (byte)next;
    }
}
