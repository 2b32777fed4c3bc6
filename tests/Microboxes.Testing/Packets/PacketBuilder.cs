using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Packets;

/// <summary>
/// Builds packets by hand: set what matters, then ask for <see cref="Tcp"/>, <see cref="Udp"/> or <see cref="Icmp"/>. Lengths and checksums
/// are right; change the bytes afterwards to make them wrong.
/// </summary>
internal sealed record PacketBuilder
{
    internal IPAddress Source { get; init; } = IPAddress.Parse("10.0.0.1");

    internal IPAddress Destination { get; init; } = IPAddress.Parse("10.0.0.2");

    internal ushort SourcePort { get; init; } = 40000;

    internal ushort DestinationPort { get; init; } = 80;

    /// <summary>VLAN identifiers, outermost first.</summary>
    internal ushort[] Vlans { get; init; } = [];

    internal byte Ttl { get; init; } = 64;

    internal ushort Identification { get; init; }

    internal TcpFlags Flags { get; init; } = TcpFlags.Ack;

    internal uint Sequence { get; init; }

    internal uint Acknowledgment { get; init; }

    internal ushort Window { get; init; } = 65535;

    /// <summary>TCP options, padded with zeros to a multiple of 4.</summary>
    internal byte[] Options { get; init; } = [];

    internal byte[] Payload { get; init; } = [];

    /// <summary>The same, with source and destination exchanged.</summary>
    internal PacketBuilder Reversed => this with
    {
        Source = Destination,
        Destination = Source,
        SourcePort = DestinationPort,
        DestinationPort = SourcePort,
    };

    /// <summary>An Ethernet frame with a TCP segment.</summary>
    internal byte[] Tcp() => Frame(IpProtocol.Tcp, TcpMessage());

    /// <summary>An Ethernet frame with a UDP datagram.</summary>
    internal byte[] Udp() => Frame(IpProtocol.Udp, UdpMessage());

    /// <summary>An Ethernet frame with an ICMP or ICMPv6 message; the payload follows its first 8 bytes.</summary>
    internal byte[] Icmp(byte type, byte code, uint rest = 0) => Frame(IsIpv6 ? IpProtocol.IcmpV6 : IpProtocol.Icmp, IcmpMessage(type, code, rest));

    /// <summary>An Ethernet frame around any IP protocol's message.</summary>
    internal byte[] Frame(IpProtocol protocol, byte[] message) => [.. Link(), .. Datagram(protocol, message)];

    /// <summary>An IP datagram without link layer.</summary>
    internal byte[] Datagram(IpProtocol protocol, byte[] message) =>
        IsIpv6 ? [.. Ipv6Header(protocol, message.Length), .. message] : [.. Ipv4Header(protocol, message.Length), .. message];

    /// <summary>A TCP segment with its checksum.</summary>
    internal byte[] TcpMessage()
    {
        int header = 20 + ((Options.Length + 3) & ~3);
        byte[] message = new byte[header + Payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(message, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), Acknowledgment);
        message[12] = (byte)(header / 4 << 4);
        message[13] = (byte)Flags;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(14), Window);
        Options.CopyTo(message, 20);
        Payload.CopyTo(message, header);
        return WithChecksum(message, 16, IpProtocol.Tcp);
    }

    /// <summary>A UDP datagram with its checksum.</summary>
    internal byte[] UdpMessage()
    {
        byte[] message = new byte[8 + Payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(message, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(4), (ushort)message.Length);
        Payload.CopyTo(message, 8);
        WithChecksum(message, 6, IpProtocol.Udp);
        // 0 means "no checksum" (RFC 768).
        if (message[6] == 0 && message[7] == 0) message.AsSpan(6, 2).Fill(0xFF);
        return message;
    }

    private bool IsIpv6 => Source.AddressFamily == AddressFamily.InterNetworkV6;

    private byte[] IcmpMessage(byte type, byte code, uint rest)
    {
        byte[] message = new byte[8 + Payload.Length];
        message[0] = type;
        message[1] = code;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), rest);
        Payload.CopyTo(message, 8);
        if (IsIpv6) return WithChecksum(message, 2, IpProtocol.IcmpV6);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), Checksum.Of(message));
        return message;
    }

    private byte[] WithChecksum(byte[] message, int at, IpProtocol protocol)
    {
        ushort sum = Checksum.OfTransport(Source.GetAddressBytes(), Destination.GetAddressBytes(), (byte)protocol, message);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(at), sum);
        return message;
    }

    private byte[] Link()
    {
        byte[] link = new byte[14 + (4 * Vlans.Length)];
        link[0] = link[6] = 2;
        link[5] = 2;
        link[11] = 1;
        int at = 12;
        for (int i = 0; i < Vlans.Length; i++, at += 4)
        {
            BinaryPrimitives.WriteUInt16BigEndian(link.AsSpan(at), (ushort)(i == Vlans.Length - 1 ? 0x8100 : 0x88A8));
            BinaryPrimitives.WriteUInt16BigEndian(link.AsSpan(at + 2), Vlans[i]);
        }

        BinaryPrimitives.WriteUInt16BigEndian(link.AsSpan(at), (ushort)(IsIpv6 ? 0x86DD : 0x0800));
        return link;
    }

    private byte[] Ipv4Header(IpProtocol protocol, int length)
    {
        byte[] header = new byte[20];
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(20 + length));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), Identification);
        header[8] = Ttl;
        header[9] = (byte)protocol;
        Source.GetAddressBytes().CopyTo(header, 12);
        Destination.GetAddressBytes().CopyTo(header, 16);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(10), Checksum.Of(header));
        return header;
    }

    private byte[] Ipv6Header(IpProtocol protocol, int length)
    {
        byte[] header = new byte[40];
        header[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(4), (ushort)length);
        header[6] = (byte)protocol;
        header[7] = Ttl;
        Source.GetAddressBytes().CopyTo(header, 8);
        Destination.GetAddressBytes().CopyTo(header, 24);
        return header;
    }
}
