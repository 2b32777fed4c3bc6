using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microboxes.Host.Devices;

namespace Microboxes.Host.Stacks.Network.Routing;

/// <summary>A port that owns addresses: those configured and, where one of them is IPv6, the link-local one made of its MAC (RFC 4291 2.5.6, appendix A).</summary>
internal sealed class RouterPort
{
    internal RouterPort(ushort number, PortAddress link, IReadOnlyList<(IPAddress Address, int Prefix)> addresses)
    {
        Number = number;
        Mac = link.Mac;
        Mtu = link.Mtu;
        List<(UInt128 Address, UInt128 Mask)> owned = [.. addresses.Select(a => (AddressNumber.Of(a.Address), AddressNumber.Mask(a.Address, a.Prefix)))];
        if (addresses.Any(a => a.Address.AddressFamily == AddressFamily.InterNetworkV6)) owned.Add((LinkLocal(link.Mac), AddressNumber.LeadingOnes(64)));
        Owned = owned;
    }

    internal ushort Number { get; }

    internal byte[] Mac { get; }

    internal int Mtu { get; }

    internal IReadOnlyList<(UInt128 Address, UInt128 Mask)> Owned { get; }

    internal bool Owns(UInt128 address)
    {
        foreach ((UInt128 own, _) in Owned)
        {
            if (own == address) return true;
        }

        return false;
    }

    /// <summary>The port's own address to use towards another: one of the same network if there is one, else any of the same version; 0 if there is none.</summary>
    internal UInt128 SourceFor(UInt128 other)
    {
        UInt128 any = 0;
        foreach ((UInt128 own, UInt128 mask) in Owned)
        {
            if ((own & mask) == (other & mask)) return own;
            if (any == 0 && AddressNumber.IsIpv4(own) == AddressNumber.IsIpv4(other)) any = own;
        }

        return any;
    }

    private static UInt128 LinkLocal(byte[] mac)
    {
        Span<byte> bytes = [0xFE, 0x80, 0, 0, 0, 0, 0, 0, (byte)(mac[0] ^ 2), mac[1], mac[2], 0xFF, 0xFE, mac[3], mac[4], mac[5]];
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
