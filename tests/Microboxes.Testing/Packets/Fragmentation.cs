using System.Buffers.Binary;

namespace Microboxes.Testing.Packets;

/// <summary>Cuts IP datagrams into fragments.</summary>
internal static class Fragmentation
{
    /// <summary>The fragments of a frame's datagram, or the frame itself when it is short enough or a fragment already.</summary>
    /// <param name="frame">Any frame.</param>
    /// <param name="size">Longest IP packet wanted.</param>
    /// <param name="identification">For the fragments; another for every datagram.</param>
    internal static IEnumerable<Frame> Split(Frame frame, int size, ushort identification)
    {
        if (frame.IsCut || FrameLayout.Of(frame) is not { IsFragment: false } layout || layout.End - layout.Network <= size) return [frame];
        int header = layout.Transport - layout.Network;
        int payload = (size - header - (layout.Version == 6 ? 8 : 0)) & ~7;
        List<Frame> fragments = [];
        for (int at = layout.Transport; at < layout.End; at += payload)
        {
            int end = Math.Min(at + payload, layout.End);
            byte[] bytes = [.. frame.Bytes.AsSpan(0, layout.Transport), .. FragmentHeader(layout, at, end, identification), .. frame.Bytes.AsSpan(at, end - at)];
            if (layout.Version == 4) MarkIpv4(bytes.AsSpan(layout.Network), at - layout.Transport, end < layout.End, identification);
            else bytes[layout.Network + 6] = 44;
            SetLength(bytes, layout);
            fragments.Add(frame with { Bytes = bytes, WireLength = bytes.Length });
        }

        return fragments;
    }

    /// <summary>Sets the IP length to the frame's end, and the IPv4 header's checksum.</summary>
    internal static void SetLength(byte[] bytes, FrameLayout layout)
    {
        Span<byte> ip = bytes.AsSpan(layout.Network);
        if (layout.Version == 6)
        {
            BinaryPrimitives.WriteUInt16BigEndian(ip[4..], (ushort)(ip.Length - 40));
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)ip.Length);
        ip.Slice(10, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum.Of(ip[..(layout.Transport - layout.Network)].ToArray()));
    }

    private static byte[] FragmentHeader(FrameLayout layout, int at, int end, ushort identification)
    {
        if (layout.Version == 4) return [];
        byte[] header = new byte[8];
        header[0] = layout.Protocol;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(at - layout.Transport | (end < layout.End ? 1 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), identification);
        return header;
    }

    private static void MarkIpv4(Span<byte> ip, int offset, bool isMore, ushort identification)
    {
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], identification);
        BinaryPrimitives.WriteUInt16BigEndian(ip[6..], (ushort)(offset / 8 | (isMore ? 0x2000 : 0)));
    }
}
