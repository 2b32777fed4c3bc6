using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Microboxes.Host.Stacks.Network.Routing;

/// <summary>IP addresses of both versions as one kind of number; IPv4 ones as ::ffff:a.b.c.d (RFC 4291 2.5.5.2).</summary>
internal static unsafe class AddressNumber
{
    private static readonly UInt128 Ipv4Prefix = (UInt128)0xFFFF << 32;

    internal static bool IsIpv4(UInt128 address) => address >> 32 == 0xFFFF;

    internal static UInt128 ReadIpv4(byte* at) => Ipv4Prefix | BinaryPrimitives.ReadUInt32BigEndian(new(at, 4));

    internal static UInt128 ReadIpv6(byte* at) => BinaryPrimitives.ReadUInt128BigEndian(new(at, 16));

    internal static void WriteIpv4(byte* at, UInt128 address) => BinaryPrimitives.WriteUInt32BigEndian(new(at, 4), (uint)address);

    internal static void WriteIpv6(byte* at, UInt128 address) => BinaryPrimitives.WriteUInt128BigEndian(new(at, 16), address);

    internal static UInt128 Of(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork
            ? Ipv4Prefix | BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes())
            : BinaryPrimitives.ReadUInt128BigEndian(address.GetAddressBytes());

    /// <summary>The mask of a prefix as long as the address's own version counts it.</summary>
    internal static UInt128 Mask(IPAddress address, int prefix) => LeadingOnes(address.AddressFamily == AddressFamily.InterNetwork ? 96 + prefix : prefix);

    internal static UInt128 LeadingOnes(int bits) => bits == 0 ? 0 : UInt128.MaxValue << (128 - bits);
}
