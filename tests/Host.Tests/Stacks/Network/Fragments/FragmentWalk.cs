using System.Buffers.Binary;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>Just enough of a parser to find fragments in captures, independent of the host's.</summary>
internal static class FragmentWalk
{
    /// <summary>Offset of the IP header of an Ethernet frame and its VLANs; false where there is none.</summary>
    internal static bool TryFindIp(ReadOnlySpan<byte> frame, out int network, out ushort outer, out ushort inner)
    {
        (network, outer, inner) = (14, 0, 0);
        if (frame.Length < 14) return false;
        int type = BinaryPrimitives.ReadUInt16BigEndian(frame[12..]);
        while (type is 0x8100 or 0x88a8 && frame.Length >= network + 4)
        {
            ushort tag = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(frame[network..]) & 0xfff);
            if (network == 14) outer = tag;
            else inner = tag;
            type = BinaryPrimitives.ReadUInt16BigEndian(frame[(network + 2)..]);
            network += 4;
        }

        return type is 0x0800 or 0x86dd;
    }

    /// <summary>Offset of the IPv6 Fragment header from the IP header, 0 for an IPv4 fragment, -1 for anything else.</summary>
    internal static int FindFragment(ReadOnlySpan<byte> ip)
    {
        if (ip.Length < 20) return -1;
        if (ip[0] >> 4 == 4) return (BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x3fff) != 0 ? 0 : -1;
        if (ip[0] >> 4 != 6 || ip.Length < 48) return -1;
        int at = 40;
        int next = ip[6];
        while (next is 0 or 43 or 60 && at + 8 <= ip.Length) (next, at) = (ip[at], at + ip[at + 1] * 8 + 8);
        return next == 44 && at + 8 <= ip.Length ? at : -1;
    }

    /// <summary>Says whether a fragment is a whole datagram.</summary>
    internal static bool IsAtomic(ReadOnlySpan<byte> ip, int fragmentHeader) =>
        fragmentHeader > 0 && (BinaryPrimitives.ReadUInt16BigEndian(ip[(fragmentHeader + 2)..]) & 0xfff9) == 0;
}
