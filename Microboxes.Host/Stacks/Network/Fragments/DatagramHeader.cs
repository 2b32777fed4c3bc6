using System.Buffers.Binary;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>Turns the header of a first fragment into that of the whole datagram.</summary>
internal static unsafe class DatagramHeader
{
    private const int Ipv6Length = 40;

    /// <summary>
    /// True when header and payload can be told by a 16-bit length: IPv4's counts its header, IPv6's counts extension headers only. A longer datagram can be
    /// described in fragments (offset 65528 + length) but not put together; a receiver answers it with an ICMPv6 Parameter Problem (RFC 8200 4.5).
    /// </summary>
    internal static bool Fits(int version, int headerLength, int payload) => headerLength - (version == 6 ? Ipv6Length : 0) + payload <= ushort.MaxValue;

    /// <summary>Rewrites lengths, flags and checksum of a copied header, as if the datagram had never been cut.</summary>
    internal static void Finish(int version, byte* header, int headerLength, int payload)
    {
        if (version == 6) BinaryPrimitives.WriteUInt16BigEndian(new(header + 4, 2), (ushort)(headerLength - Ipv6Length + payload));
        else FinishIpv4(header, headerLength, payload);
    }

    /// <summary>
    /// Offset of the field that announces the IPv6 Fragment header; in the whole datagram it names what follows that header (RFC 8200 4.5).
    /// -1 when the chain of extension headers does not lead to it.
    /// </summary>
    internal static int FindNextHeaderField(byte* header, int headerLength)
    {
        int field = 6;
        int at = Ipv6Length;
        while (at < headerLength)
        {
            if (at + 8 > headerLength || !TryMeasure(header[field], header[at + 1], out int length)) return -1;
            field = at;
            at += length;
        }

        return at == headerLength && header[field] == (byte)IpProtocol.Fragment ? field : -1;
    }

    private static bool TryMeasure(byte protocol, byte lengthField, out int length)
    {
        length = protocol == (byte)IpProtocol.Authentication ? (lengthField + 2) * 4 : (lengthField + 1) * 8;
        return (IpProtocol)protocol is IpProtocol.HopByHop or IpProtocol.Routing or IpProtocol.DestinationOptions or IpProtocol.Authentication
            or IpProtocol.Mobility;
    }

    private static void FinishIpv4(byte* header, int headerLength, int payload)
    {
        BinaryPrimitives.WriteUInt16BigEndian(new(header + 2, 2), (ushort)(headerLength + payload));
        header[6] = header[7] = 0; // All flags: "don't fragment" on a fragment said something about that fragment, and the whole may have to be cut again.
        header[10] = header[11] = 0;
        uint sum = 0;
        for (int i = 0; i < headerLength; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(new(header + i, 2));
        sum = (sum & 0xffff) + (sum >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(new(header + 10, 2), (ushort)~(sum + (sum >> 16)));
    }
}
