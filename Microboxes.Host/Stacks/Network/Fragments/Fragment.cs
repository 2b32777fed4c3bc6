using System.Buffers.Binary;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>One fragment as its headers describe it. Offsets and lengths are bytes of the datagram's fragmentable part.</summary>
internal readonly unsafe struct Fragment
{
    private const int Ipv6HeaderLength = 40;
    private const int FragmentHeaderLength = 8;

    /// <summary>First byte of the IP header.</summary>
    internal readonly byte* Header;

    /// <summary>First byte behind the headers.</summary>
    internal readonly byte* Bytes;

    /// <summary>Bytes of the part that every fragment repeats: the IPv4 header, or IPv6's up to the Fragment header.</summary>
    internal readonly int HeaderLength;

    internal readonly int Length;
    internal readonly int Start;

    /// <summary>Says which datagram, beside addresses (and protocol in IPv4).</summary>
    internal readonly uint Identification;

    /// <summary>4 or 6.</summary>
    internal readonly byte Version;

    /// <summary>Protocol of the first byte of the fragmentable part, and where the header says so once the datagram is whole.</summary>
    internal readonly byte NextHeader;
    internal readonly int NextHeaderField;

    internal readonly bool More;

    internal int End => Start + Length;

    /// <summary>Bytes from the IP header to the fragment's end.</summary>
    internal int TotalLength => (int)(Bytes - Header) + Length;

    /// <summary>A whole datagram that merely wears a Fragment header: an "atomic fragment", to be taken by itself (RFC 6946).</summary>
    internal bool IsAlone => Start == 0 && !More;

    /// <summary>Reads the headers at <see cref="PacketDescriptor.network"/>; <see cref="Length"/> is negative where they run past the captured bytes.</summary>
    internal Fragment(in PacketDescriptor packet, int fragmentHeader)
    {
        Header = packet.data + packet.network;
        int captured = packet.length - packet.network;
        Version = (byte)(captured > 0 ? Header[0] >> 4 : 0);
        int total = Version == 6 ? Ipv6Total(Header, captured) : Ipv4Total(Header, captured);
        HeaderLength = Version == 6 ? fragmentHeader - packet.network : captured > 0 ? (Header[0] & 15) * 4 : 0;
        int payload = HeaderLength + (Version == 6 ? FragmentHeaderLength : 0);
        Length = total > captured || HeaderLength < (Version == 6 ? Ipv6HeaderLength : 20) ? -1 : total - payload;
        Bytes = Header + payload;
        if (Length < 0) return;
        if (Version == 6)
        {
            byte* own = Header + HeaderLength;
            uint field = BinaryPrimitives.ReadUInt16BigEndian(new(own + 2, 2));
            (Start, More, NextHeader) = ((int)(field & 0xfff8), (field & 1) != 0, own[0]);
            Identification = BinaryPrimitives.ReadUInt32BigEndian(new(own + 4, 4));
            NextHeaderField = DatagramHeader.FindNextHeaderField(Header, HeaderLength);
        }
        else
        {
            uint field = BinaryPrimitives.ReadUInt16BigEndian(new(Header + 6, 2));
            (Start, More, NextHeader) = ((int)(field & 0x1fff) * 8, (field & 0x2000) != 0, Header[9]);
            Identification = BinaryPrimitives.ReadUInt16BigEndian(new(Header + 4, 2));
            NextHeaderField = 9;
        }
    }

    /// <summary>
    /// False for what no sender makes: nothing inside, a middle fragment that does not end on an 8-byte boundary, an end that no length field can tell
    /// (RFC 791 3.2, RFC 8200 4.5), or bytes that were announced and not captured.
    /// </summary>
    internal bool IsLegal =>
        Length >= 0 && (Version == 4 || Version == 6) && NextHeaderField > 0 && (Length > 0 || IsAlone) && !(More && (Length & 7) != 0) && DatagramHeader.Fits(Version, HeaderLength, End);

    private static int Ipv4Total(byte* header, int captured) => captured < 20 ? int.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(new(header + 2, 2));

    private static int Ipv6Total(byte* header, int captured) =>
        captured < Ipv6HeaderLength ? int.MaxValue : Ipv6HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(new(header + 4, 2));
}
