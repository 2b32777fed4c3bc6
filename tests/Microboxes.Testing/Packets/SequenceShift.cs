using System.Buffers.Binary;
using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Packets;

/// <summary>Moves a flow's sequence numbers, as if both ends had chosen other initial ones.</summary>
internal static class SequenceShift
{
    /// <summary>Adds to the numbers of the end with the lower address and port, and to those of the other.</summary>
    internal static Frame Apply(Frame frame, uint lower, uint upper)
    {
        if (FrameLayout.Of(frame) is not { Protocol: 6, FragmentOffset: 0 } layout || layout.End - layout.Transport < 20) return frame;
        byte[] bytes = [.. frame.Bytes];
        Span<byte> tcp = bytes.AsSpan(layout.Transport, layout.End - layout.Transport);
        bool isFromLower = IsFromLower(frame, layout, tcp);
        Add(tcp, 4, isFromLower ? lower : upper);
        if (((TcpFlags)tcp[13] & TcpFlags.Ack) != 0)
        {
            Add(tcp, 8, isFromLower ? upper : lower);
            ShiftSack(tcp[..Math.Clamp(tcp[12] / 16 * 4, 20, tcp.Length)], tcp, isFromLower ? upper : lower);
        }

        return frame with { Bytes = bytes };
    }

    private static bool IsFromLower(Frame frame, FrameLayout layout, ReadOnlySpan<byte> tcp)
    {
        int order = layout.Source(frame).SequenceCompareTo(layout.Destination(frame));
        return order != 0 ? order < 0 : tcp[..2].SequenceCompareTo(tcp.Slice(2, 2)) < 0;
    }

    // RFC 2018 §3: kind 5, length, then pairs of edges of the peer's sequence numbers.
    private static void ShiftSack(ReadOnlySpan<byte> header, Span<byte> tcp, uint delta)
    {
        for (int at = 20; at < header.Length && header[at] != 0;)
        {
            if (header[at] == 1)
            {
                at++;
                continue;
            }

            if (at + 1 >= header.Length || header[at + 1] < 2 || at + header[at + 1] > header.Length) return;
            for (int edge = at + 2; header[at] == 5 && edge + 4 <= at + header[at + 1]; edge += 4) Add(tcp, edge, delta);
            at += header[at + 1];
        }
    }

    // RFC 1624 §3, so that a checksum that was wrong stays wrong, and fragments need no second look.
    private static void Add(Span<byte> tcp, int at, uint delta)
    {
        uint before = BinaryPrimitives.ReadUInt32BigEndian(tcp[at..]);
        uint after = before + delta;
        BinaryPrimitives.WriteUInt32BigEndian(tcp[at..], after);
        bool isOdd = at % 2 != 0;
        uint sum = (ushort)~BinaryPrimitives.ReadUInt16BigEndian(tcp[16..]);
        foreach (ushort word in (ReadOnlySpan<ushort>)[(ushort)~(before >> 16), (ushort)~before, (ushort)(after >> 16), (ushort)after])
            sum += isOdd ? BinaryPrimitives.ReverseEndianness(word) : word;
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], (ushort)~sum);
    }
}
