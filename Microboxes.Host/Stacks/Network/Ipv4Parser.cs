using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks.Network;

/// <summary>Reads an IPv4 header (RFC 791 §3.1).</summary>
internal sealed unsafe class Ipv4Parser(TransportParser transport, bool verifyChecksums)
{
    private const int ShortestHeader = 20;
    private const ushort FragmentBits = 0xFF3F;

    /// <summary>The common case: 20 captured header bytes, no options, not a fragment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ParseWithoutOptions(PacketDescriptor* packet, ParsedPacket* parsed, int network)
    {
        byte* ip = packet->data + network;
        int total = NetworkOrder.Read16(ip + 2);
        if (total < ShortestHeader || total > packet->wireLength - network)
        {
            ParseOddLength(packet, parsed, network, ShortestHeader, total);
            return;
        }

        if (verifyChecksums && !Checksum.IsValid(ip, ShortestHeader, 0))
        {
            FrameParser.Drop(parsed, DropReason.BadIpChecksum);
            return;
        }

        Deliver(packet, parsed, network, ShortestHeader, total);
    }

    /// <summary>Any IPv4 header.</summary>
    internal void Parse(PacketDescriptor* packet, ParsedPacket* parsed, int network)
    {
        byte* ip = packet->data + network;
        if (packet->length - network < ShortestHeader)
        {
            FrameParser.Drop(parsed, DropReason.TruncatedHeader);
            return;
        }

        int header = (ip[0] & 0x0F) * 4;
        int total = NetworkOrder.Read16(ip + 2);
        if (header < ShortestHeader || header > packet->length - network)
        {
            FrameParser.Drop(parsed, header < ShortestHeader ? DropReason.BadIpHeader : DropReason.TruncatedHeader);
            return;
        }

        if (verifyChecksums && !Checksum.IsValid(ip, header, 0))
        {
            FrameParser.Drop(parsed, DropReason.BadIpChecksum);
            return;
        }

        if (!AreOptionsValid(ip, header))
        {
            FrameParser.Drop(parsed, DropReason.BadIpHeader);
            return;
        }

        if (total < header || total > packet->wireLength - network) ParseOddLength(packet, parsed, network, header, total);
        else DeliverOrDefragment(packet, parsed, network, header, total);
    }

    /// <summary>-1, 0 or 1 as the source is the lower end, the same, or the upper.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Order(uint source, uint destination)
    {
        long difference = (long)source - destination;
        return (int)(difference >> 63) | (int)((ulong)-difference >> 63);
    }

    // RFC 791 §3.1; a host does not take a datagram whose options run past the header.
    private static bool AreOptionsValid(byte* ip, int header)
    {
        int at = ShortestHeader;
        while (at < header && ip[at] != 0)
        {
            int length = ip[at] == 1 ? 1 : at + 1 < header ? ip[at + 1] : 0;
            bool isNoOperation = ip[at] == 1;
            if ((!isNoOperation && length < 2) || at + length > header) return false;
            at += length;
        }

        return true;
    }

    // A total length of 0 is what segmentation offload leaves in captures of outgoing super-frames: the frame's own length counts.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ParseOddLength(PacketDescriptor* packet, ParsedPacket* parsed, int network, int header, int total)
    {
        if (total == 0) DeliverOrDefragment(packet, parsed, network, header, packet->wireLength - network);
        else FrameParser.Drop(parsed, DropReason.BadIpHeader);
    }

    private void DeliverOrDefragment(PacketDescriptor* packet, ParsedPacket* parsed, int network, int header, int total)
    {
        bool fragment = (Unsafe.ReadUnaligned<ushort>(packet->data + network + 6) & FragmentBits) != 0;
        if (!fragment)
        {
            Deliver(packet, parsed, network, header, total);
            return;
        }

        packet->network = (ushort)network;
        packet->version = 4;
        parsed->result = ParseResult.Fragment;
        parsed->fragmentHeader = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Deliver(PacketDescriptor* packet, ParsedPacket* parsed, int network, int header, int total)
    {
        byte* ip = packet->data + network;
        packet->network = (ushort)network;
        packet->transport = (ushort)(network + header);
        packet->version = 4;
        packet->protocol = ip[9];
        uint source = Unsafe.ReadUnaligned<uint>(ip + 12);
        uint destination = Unsafe.ReadUnaligned<uint>(ip + 16);
        // Without a branch: which end sent a packet is as good as random, and a wrong guess costs more than all the rest of this method.
        int order = Order(source, destination);
        uint exchange = (source ^ destination) & (uint)(order >> 31);
        Vector128.CreateScalar(destination ^ exchange).As<uint, byte>().Store(parsed->key.lowerAddress);
        Vector128.CreateScalar(source ^ exchange).As<uint, byte>().Store(parsed->key.upperAddress);
        transport.Parse(packet, parsed, order, network + header, total - header);
    }
}
