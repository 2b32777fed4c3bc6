using System.Buffers.Binary;
using Microboxes.Host.Devices;

namespace Microboxes.Testing.Packets;

/// <summary>Where the headers of a frame lie. A plain second opinion beside the stack's parser, for tests and mutations.</summary>
/// <param name="Network">Offset of the IP header.</param>
/// <param name="Version">4 or 6.</param>
/// <param name="Transport">Offset behind the IP header and the extension headers understood here.</param>
/// <param name="Protocol">What stands at <paramref name="Transport"/>.</param>
/// <param name="End">Offset behind the datagram, by its own length.</param>
/// <param name="FragmentOffset">In bytes; 0 for the first fragment and for whole datagrams.</param>
/// <param name="IsMore">Another fragment follows.</param>
/// <param name="FragmentId">Identification of the datagram.</param>
internal sealed record FrameLayout(
    int Network, int Version, int Transport, byte Protocol, int End, int FragmentOffset, bool IsMore, uint FragmentId)
{
    internal bool IsFragment => FragmentOffset != 0 || IsMore;

    /// <summary>A whole TCP segment whose header and payload were captured.</summary>
    internal bool IsTcp => Protocol == 6 && !IsFragment;

    /// <summary>Finds the headers of an IP frame, or null for all others.</summary>
    internal static FrameLayout? Of(Frame frame)
    {
        ReadOnlySpan<byte> bytes = frame.Bytes;
        int network = FindNetwork(bytes, frame.LinkLayer);
        if (network < 0 || network >= bytes.Length) return null;
        return (bytes[network] >> 4) switch
        {
            4 => OfIpv4(bytes, network),
            6 => OfIpv6(bytes, network),
            _ => null,
        };
    }

    /// <summary>The source address of the frame it was made from.</summary>
    internal ReadOnlySpan<byte> Source(Frame frame) => frame.Bytes.AsSpan(Network + (Version == 4 ? 12 : 8), Version == 4 ? 4 : 16);

    /// <summary>The destination address of the frame it was made from.</summary>
    internal ReadOnlySpan<byte> Destination(Frame frame) => frame.Bytes.AsSpan(Network + (Version == 4 ? 16 : 24), Version == 4 ? 4 : 16);

    private static int FindNetwork(ReadOnlySpan<byte> bytes, LinkLayer linkLayer)
    {
        switch (linkLayer)
        {
            case LinkLayer.RawIp:
                return 0;
            case LinkLayer.Null or LinkLayer.Loop:
                return 4;
            case LinkLayer.LinuxCooked:
                return 16;
            case LinkLayer.LinuxCooked2:
                return 20;
            case LinkLayer.Ethernet:
                int at = 12;
                while (at + 2 <= bytes.Length && Read16(bytes, at) is 0x8100 or 0x88A8 or 0x9100) at += 4;
                return at + 2 <= bytes.Length && Read16(bytes, at) is 0x0800 or 0x86DD ? at + 2 : -1;
            default:
                return -1;
        }
    }

    private static FrameLayout? OfIpv4(ReadOnlySpan<byte> bytes, int network)
    {
        if (bytes.Length < network + 20) return null;
        int header = (bytes[network] & 15) * 4;
        int end = network + Read16(bytes, network + 2);
        if (header < 20 || end > bytes.Length || network + header > end) return null;
        int fragment = Read16(bytes, network + 6);
        return new(
            network, 4, network + header, bytes[network + 9], end, (fragment & 0x1FFF) * 8, (fragment & 0x2000) != 0, Read16(bytes, network + 4));
    }

    private static FrameLayout? OfIpv6(ReadOnlySpan<byte> bytes, int network)
    {
        if (bytes.Length < network + 40) return null;
        int end = network + 40 + Read16(bytes, network + 4);
        if (end > bytes.Length) return null;
        byte protocol = bytes[network + 6];
        int transport = network + 40;
        if (protocol != 44 || transport + 8 > end) return new(network, 6, transport, protocol, end, 0, false, 0);
        int fragment = Read16(bytes, transport + 2);
        uint id = BinaryPrimitives.ReadUInt32BigEndian(bytes[(transport + 4)..]);
        return new(network, 6, transport + 8, bytes[transport], end, fragment & ~7, (fragment & 1) != 0, id);
    }

    private static ushort Read16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
}
