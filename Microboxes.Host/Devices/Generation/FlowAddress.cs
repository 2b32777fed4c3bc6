using System.Buffers.Binary;
using System.Net;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Devices.Generation;

/// <summary>
/// The 5-tuple and VLAN tags of a generated connection: 16384 client ports of 10.0.0.0/8 or 2001:db8:1::/64, then the next address,
/// to port 80 of one of four servers.
/// </summary>
internal static class FlowAddress
{
    internal const ushort ServerPort = 80;

    internal static ushort Port(long flow, End end) => end == End.Server ? ServerPort : (ushort)(1024 + (flow & 0x3FFF));

    /// <summary>Writes 4 or 16 bytes in network byte order.</summary>
    internal static void Write(long flow, End end, bool isIpv6, Span<byte> destination)
    {
        uint host = end == End.Server ? (uint)(flow & 3) + 2 : (uint)(flow >> 14) + 1;
        if (isIpv6)
        {
            destination.Clear();
            BinaryPrimitives.WriteUInt64BigEndian(destination, end == End.Server ? 0x2001_0DB8_0002_0000UL : 0x2001_0DB8_0001_0000UL);
            BinaryPrimitives.WriteUInt32BigEndian(destination[12..], host);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (end == End.Server ? 0xAC10_0000u : 0x0A00_0000u) + host);
        }
    }

    /// <summary>VLAN identifier of a tag, 1 to 4094.</summary>
    internal static ushort Vlan(long flow, int tag) => (ushort)(1 + (flow % (tag == 0 ? 50 : 20)) + (tag * 100));

    internal static IPEndPoint EndPoint(long flow, End end, bool isIpv6)
    {
        byte[] address = new byte[isIpv6 ? 16 : 4];
        Write(flow, end, isIpv6, address);
        return new(new IPAddress(address), Port(flow, end));
    }
}
