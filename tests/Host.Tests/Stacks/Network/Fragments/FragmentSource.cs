using System.Buffers.Binary;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>Makes IP fragments as a sender would, and some that no sender would.</summary>
internal sealed record FragmentSource(int Version)
{
    internal uint Identification { get; init; } = 0x4d42;

    internal byte Protocol { get; init; } = 17;

    internal byte HopLimit { get; init; } = 64;

    internal byte Source { get; init; } = 1;

    internal byte Destination { get; init; } = 2;

    /// <summary>IPv4 options, or IPv6 extension headers before the Fragment header with the protocol number of the first.</summary>
    internal byte[] Options { get; init; } = [];

    internal byte FirstExtension { get; init; } = 44;

    internal int HeaderLength => (Version == 4 ? 20 : 40) + Options.Length;

    internal byte[] Fragment(int start, bool more, ReadOnlySpan<byte> payload) => Version == 4 ? Ipv4(start, more, payload) : Ipv6(start, more, payload);

    internal byte[] Fragment(int start, bool more, int length, byte fill)
    {
        byte[] payload = new byte[length];
        payload.AsSpan().Fill(fill);
        return Fragment(start, more, payload);
    }

    /// <summary>The datagram that was never cut.</summary>
    internal byte[] Whole(ReadOnlySpan<byte> payload)
    {
        byte[] packet = Fragment(0, false, payload);
        if (Version == 4) return packet;
        packet = [.. packet.AsSpan(0, HeaderLength), .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)(packet.Length - 40));
        packet[Options.Length == 0 ? 6 : 40] = Protocol;
        return packet;
    }

    private byte[] Ipv4(int start, bool more, ReadOnlySpan<byte> payload)
    {
        byte[] packet = [.. new byte[20], .. Options, .. payload];
        packet[0] = (byte)(0x40 | HeaderLength / 4);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)Identification);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), (ushort)(start / 8 | (more ? 0x2000 : 0)));
        packet[8] = HopLimit;
        packet[9] = Protocol;
        (packet[12], packet[15], packet[16], packet[19]) = (10, Source, 10, Destination);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Checksum(packet.AsSpan(0, HeaderLength)));
        return packet;
    }

    private byte[] Ipv6(int start, bool more, ReadOnlySpan<byte> payload)
    {
        byte[] packet = [.. new byte[40], .. Options, .. new byte[8], .. payload];
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)(packet.Length - 40));
        packet[6] = FirstExtension;
        packet[7] = HopLimit;
        (packet[8], packet[23], packet[24], packet[39]) = (0xfd, Source, 0xfd, Destination);
        Span<byte> header = packet.AsSpan(HeaderLength);
        header[0] = Protocol;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(start | (more ? 1 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], Identification);
        return packet;
    }

    /// <summary>RFC 1071, over the bytes as they are; 0 over a header that carries its right checksum.</summary>
    internal static ushort Checksum(ReadOnlySpan<byte> header)
    {
        int sum = 0;
        for (int i = 0; i < header.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
