using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Microboxes.Host.Devices;
using Microboxes.Host.Flows;
using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

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
    private const int TcpHeader = 20;

    // As they lie in memory: EtherType 0x0800 and version 4 with 5 words; no fragment bits and protocol 6; protocol 6 and version 4 of a flow key.
    private const uint TypeIpv4NoOptions = 0x45_0008;
    private const uint WholeTcp = 0x0600_0000;
    private const uint KeyOfTcp = 0x0406;
    private const int AckBit = (int)TcpFlags.Ack;
    private const int NotPlain = (int)(TcpFlags.Ack | TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst);

    private static Vector128<byte> HostOrder => Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);

    private readonly bool verifies;
    private readonly bool verifyTransport;
    private readonly FlowHash hash;
    private readonly LinkLayerParser linkLayer = new();
    private readonly Ipv4Parser ipv4;
    private readonly Ipv6Parser ipv6;
    private readonly TransportParser transport;

    /// <param name="verifyNetwork">Whether packets with a wrong IPv4 header checksum are dropped.</param>
    /// <param name="verifyTransport">The same for TCP, UDP and ICMP; both off for captures taken before checksum offload filled them in.</param>
    /// <param name="hash">The hash of flow keys.</param>
    internal FrameParser(bool verifyNetwork, bool verifyTransport, FlowHash hash)
    {
        this.hash = hash;
        verifies = verifyNetwork || verifyTransport;
        this.verifyTransport = verifyTransport;
        transport = new(verifyTransport);
        ipv4 = new(transport, verifyNetwork);
        ipv6 = new(transport);
    }

    /// <summary>Parses a burst, and starts fetching where its flows are looked up.</summary>
    internal void Parse(PacketBurst burst, FlowTable table)
    {
        PacketDescriptor* packet = burst.Packets;
        ParsedPacket* parsed = burst.Parsed;
        for (PacketDescriptor* end = packet + burst.Count; packet < end; packet++, parsed++)
        {
            if (!TryParseTcp(packet, parsed) || (verifies && !AreChecksumsRight(packet))) ParseAny(packet, parsed);
            table.PrefetchBucket(parsed->hash);
        }
    }

    /// <summary>Parses one frame.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Parse(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        if (!TryParseTcp(packet, parsed) || (verifies && !AreChecksumsRight(packet))) ParseAny(packet, parsed);
    }

    /// <summary>Keys an ICMP error by its own addresses: for when the flow it quotes is not known.</summary>
    internal void KeyByOwnAddresses(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        IcmpParser.KeyByOwnAddresses(packet, parsed);
        parsed->hash = hash.Of(in parsed->key);
    }

    // Ethernet, IPv4 without options, a plain TCP segment, not a fragment: most packets there are. Anything else, and anything wrong, is left to ParseAny.
    // There is no branch on which end sent the packet: that is as good as random, and a wrong guess costs more than all the rest of this method.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryParseTcp(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        byte* frame = packet->data;
        byte* ip = frame + EthernetHeader;
        byte* tcp = ip + Ipv4Header;
        if (packet->length < EthernetHeader + Ipv4Header + TcpHeader || packet->linkLayer != (byte)LinkLayer.Ethernet) return false;
        uint typeAndVersion = Unsafe.ReadUnaligned<uint>(frame + 12) & 0x00FF_FFFF;
        ulong fragmentAndProtocol = Unsafe.ReadUnaligned<uint>(ip + 6) & 0xFF00_FF3F;
        if (typeAndVersion != TypeIpv4NoOptions || fragmentAndProtocol != WholeTcp) return false;
        int total = NetworkOrder.Read16(ip + 2);
        int header = (tcp[12] >> 4) * 4;
        int payload = total - Ipv4Header - header;
        if (header < TcpHeader || payload < 0 || total > packet->length - EthernetHeader || (tcp[13] & NotPlain) != AckBit) return false;
        uint source = Unsafe.ReadUnaligned<uint>(ip + 12);
        uint destination = Unsafe.ReadUnaligned<uint>(ip + 16);
        if (source == destination) return false;
        int sourceIsLower = (int)(((long)source - destination) >> 63);
        uint exchange = (source ^ destination) & (uint)sourceIsLower;
        uint lower = destination ^ exchange;
        uint upper = source ^ exchange;
        // Ports, sequence and acknowledgment number, all three turned into host order at once.
        Vector128<byte> numbers = Vector128.Shuffle(Vector128.Load(tcp - 4), HostOrder);
        uint ports = BitOperations.RotateLeft(numbers.AsUInt32().GetElement(1), sourceIsLower & 16);
        Vector128.CreateScalar(lower).AsByte().Store(parsed->key.lowerAddress);
        Vector128.CreateScalar(upper).AsByte().Store(parsed->key.upperAddress);
        Unsafe.WriteUnaligned(&parsed->key.lowerPort, (ulong)ports);
        Unsafe.WriteUnaligned(&parsed->key.protocol, KeyOfTcp | ((ulong)hash.OfIpv4(lower, upper, ports, KeyOfTcp) << 32));
        Unsafe.WriteUnaligned(&parsed->sequence, numbers.AsUInt64().GetElement(1));
        // Window, flags, senderIsUpper, and the result: PlainSegment is 0.
        Unsafe.WriteUnaligned(&parsed->window, NetworkOrder.Read16(tcp + 14) | ((ulong)tcp[13] << 16) | ((ulong)(uint)(1 + sourceIsLower) << 24));
        Unsafe.WriteUnaligned(&packet->network, EthernetHeader | ((ulong)(EthernetHeader + Ipv4Header) << 16) | ((ulong)(uint)(EthernetHeader + Ipv4Header + header) << 32));
        Unsafe.WriteUnaligned(&packet->payloadLength, (ulong)(uint)payload);
        Unsafe.WriteUnaligned(&packet->protocol, (ushort)KeyOfTcp);
        return true;
    }

    // A plain segment is wholly captured. One with a wrong checksum goes to ParseAny, which says which and drops it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AreChecksumsRight(PacketDescriptor* packet)
    {
        int length = packet->payload + packet->payloadLength - packet->transport;
        return Checksum.IsValid(packet->data + packet->network, Ipv4Header, 0)
            && (!verifyTransport || TransportParser.IsTransportChecksumValid(packet, packet->data + packet->transport, length));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ParseAny(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        byte* frame = packet->data;
        byte* ip = frame + EthernetHeader;
        bool common = packet->linkLayer == (byte)LinkLayer.Ethernet
            && packet->length >= EthernetHeader + Ipv4Header
            && Unsafe.ReadUnaligned<ushort>(frame + 12) == EtherTypeIpv4Raw
            && ip[0] == VersionFourNoOptions
            && (Unsafe.ReadUnaligned<ushort>(ip + 6) & FragmentBits) == 0;
        if (common)
        {
            Unsafe.WriteUnaligned(&packet->outerVlan, 0u);
            ipv4.ParseWithoutOptions(packet, parsed, EthernetHeader);
        }
        else
        {
            ParseUncommon(packet, parsed);
        }

        if (parsed->result is ParseResult.Datagram or ParseResult.QuotedError) parsed->hash = hash.Of(in parsed->key);
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
