using System.Runtime.CompilerServices;
using Microboxes.Host.Devices;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks.Network;

/// <summary>
/// Reads a frame down to its transport header: descriptor offsets, flow key, TCP's numbers. The common case, Ethernet with IPv4 without options, falls
/// straight through; everything else takes a method named for what it is.
/// </summary>
internal sealed unsafe class FrameParser
{
    private const int EthernetHeader = 14;
    private const int Ipv4Header = 20;
    private const byte VersionFourNoOptions = 0x45;
    private const ushort FragmentBits = 0xFF3F; // offset and more-fragments of the flags word, as it lies in memory
    private const ushort EtherTypeIpv4Raw = 0x0008;

    private readonly LinkLayerParser linkLayer = new();
    private readonly Ipv4Parser ipv4;
    private readonly Ipv6Parser ipv6;
    private readonly TransportParser transport;

    /// <param name="verifyNetwork">Whether packets with a wrong IPv4 header checksum are dropped.</param>
    /// <param name="verifyTransport">The same for TCP, UDP and ICMP; both off for captures taken before checksum offload filled them in.</param>
    internal FrameParser(bool verifyNetwork, bool verifyTransport)
    {
        transport = new(verifyTransport);
        ipv4 = new(transport, verifyNetwork);
        ipv6 = new(transport);
    }

    /// <summary>Parses one frame. <paramref name="parsed"/>.hash is left to the caller.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Parse(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        byte* frame = packet->data;
        byte* ip = frame + EthernetHeader;
        if (packet->linkLayer != (byte)LinkLayer.Ethernet
            || packet->length < EthernetHeader + Ipv4Header
            || Unsafe.ReadUnaligned<ushort>(frame + 12) != EtherTypeIpv4Raw
            || ip[0] != VersionFourNoOptions
            || (Unsafe.ReadUnaligned<ushort>(ip + 6) & FragmentBits) != 0)
        {
            ParseUncommon(packet, parsed);
            return;
        }

        Unsafe.WriteUnaligned(&packet->outerVlan, 0u);
        ipv4.ParseWithoutOptions(packet, parsed, EthernetHeader);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ParseUncommon(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        if (packet->linkLayer != (byte)LinkLayer.RawIp || (packet->marks & (byte)PacketMarks.Reassembled) == 0)
        {
            packet->outerVlan = 0;
            packet->innerVlan = 0;
        }

        int network = linkLayer.FindIp(packet, parsed);
        if (network < 0) return;
        packet->network = (ushort)network;
        switch (packet->data[network] >> 4)
        {
            case 4:
                ipv4.Parse(packet, parsed, network);
                break;
            case 6:
                ipv6.Parse(packet, parsed, network);
                break;
            default:
                Drop(parsed, DropReason.BadIpHeader);
                break;
        }
    }

    /// <summary>Marks a packet as not to be delivered.</summary>
    internal static void Drop(ParsedPacket* parsed, DropReason reason)
    {
        parsed->result = ParseResult.Dropped;
        parsed->reason = (byte)reason;
    }
}
