using System.Buffers.Binary;
using Microboxes.Host.Devices;
using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Packets;

/// <summary>
/// Changes to a capture that leave what every receiver gets the same: equal streams, equal alerts. Each is a pure function of the frames;
/// frames it does not understand, cut frames and segments with wrong checksums pass unchanged.
/// </summary>
internal static class Mutation
{
    /// <summary>A share of the frames arrives twice, the copy right behind.</summary>
    internal static List<Frame> Duplicate(IReadOnlyList<Frame> frames, double share = 0.2, int seed = 1)
    {
        Random random = new(seed);
        List<Frame> mutated = [];
        foreach (Frame frame in frames)
        {
            mutated.Add(frame);
            if (random.NextDouble() < share) mutated.Add(frame);
        }

        return mutated;
    }

    /// <summary>
    /// A share of the data segments changes places with the next segment of its flow, where that travels the same way and carries other data:
    /// nothing that depends on the data overtakes it.
    /// </summary>
    internal static List<Frame> Reorder(IReadOnlyList<Frame> frames, double share = 0.3, int seed = 1)
    {
        Random random = new(seed);
        List<Frame> mutated = [.. frames];
        TcpFrame?[] parsed = [.. frames.Select(TcpFrame.Of)];
        for (int i = 0; i < parsed.Length; i++)
        {
            if (parsed[i] is not { } first || !IsPlainData(first) || random.NextDouble() >= share) continue;
            int next = FindNext(parsed, i, first);
            if (next < 0 || !MayOvertake(parsed[next]!, first)) continue;
            (mutated[i], mutated[next]) = (Timed(mutated[next], mutated[i]), Timed(mutated[i], mutated[next]));
            (parsed[i], parsed[next]) = (null, null);
        }

        return mutated;
    }

    /// <summary>Cuts the payload of every plain data segment into pieces.</summary>
    internal static List<Frame> Resegment(IReadOnlyList<Frame> frames, int size) =>
        [.. frames.SelectMany(frame => TcpFrame.Of(frame) is { } tcp && IsCuttable(tcp, size) ? Cut(tcp, size) : [frame])];

    /// <summary>Cuts every whole IP datagram that is longer than a size into fragments.</summary>
    internal static List<Frame> Refragment(IReadOnlyList<Frame> frames, int size)
    {
        ushort identification = 0x4000;
        return [.. frames.SelectMany(frame => Fragmentation.Split(frame, size, identification++))];
    }

    /// <summary>Puts every Ethernet frame into VLANs, outermost first.</summary>
    internal static List<Frame> VlanTag(IReadOnlyList<Frame> frames, params ushort[] vlans) =>
        [.. frames.Select(frame => frame.LinkLayer == LinkLayer.Ethernet && frame.Bytes.Length >= 14 ? Tag(frame, vlans) : frame)];

    /// <summary>Adds a number to all sequence numbers of one end of each flow, and another to those of the other end.</summary>
    internal static List<Frame> ShiftSequence(IReadOnlyList<Frame> frames, uint lower, uint upper) =>
        [.. frames.Select(frame => SequenceShift.Apply(frame, lower, upper))];

    private static bool IsPlainData(TcpFrame tcp) => tcp.Payload.Length > 0 && (tcp.Flags & ~(TcpFlags.Ack | TcpFlags.Psh)) == 0;

    private static int FindNext(TcpFrame?[] parsed, int index, TcpFrame first)
    {
        for (int i = index + 1; i < Math.Min(parsed.Length, index + 64); i++)
        {
            if (parsed[i] is { } other && other.IsSameFlowAs(first)) return i;
        }

        return -1;
    }

    // Conflicting overlaps would come out differently, and an acknowledgment must not come before what it acknowledges.
    private static bool MayOvertake(TcpFrame second, TcpFrame first) =>
        second.IsSameWayAs(first) && IsPlainData(second) && second.Acknowledgment == first.Acknowledgment
        && (int)(second.Sequence - first.Sequence) == first.Payload.Length;

    private static Frame Timed(Frame frame, Frame place) => frame with { Timestamp = place.Timestamp };

    private static bool IsCuttable(TcpFrame tcp, int size) =>
        tcp.Payload.Length > size && (tcp.Flags & (TcpFlags.Syn | TcpFlags.Rst | TcpFlags.Urg)) == 0 && tcp.HasValidChecksum;

    private static List<Frame> Cut(TcpFrame tcp, int size)
    {
        List<Frame> pieces = [];
        int start = tcp.Layout.Transport + tcp.HeaderLength;
        for (int offset = 0; offset < tcp.Payload.Length; offset += size)
        {
            bool isLast = offset + size >= tcp.Payload.Length;
            ReadOnlySpan<byte> payload = tcp.Payload[offset..(isLast ? tcp.Payload.Length : offset + size)];
            byte[] bytes = [.. tcp.Frame.Bytes.AsSpan(0, start), .. payload];
            Span<byte> header = bytes.AsSpan(tcp.Layout.Transport);
            BinaryPrimitives.WriteUInt32BigEndian(header[4..], tcp.Sequence + (uint)offset);
            if (!isLast) header[13] &= unchecked((byte)~(TcpFlags.Fin | TcpFlags.Psh));
            Finish(bytes, tcp.Layout);
            pieces.Add(tcp.Frame with { Bytes = bytes, WireLength = bytes.Length });
        }

        return pieces;
    }

    // Lengths and checksums of a segment that ends where its frame does.
    private static void Finish(byte[] bytes, FrameLayout layout)
    {
        Fragmentation.SetLength(bytes, layout);
        Span<byte> segment = bytes.AsSpan(layout.Transport);
        segment.Slice(16, 2).Clear();
        Frame frame = new(bytes, 0);
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], Checksum.OfTransport(layout.Source(frame), layout.Destination(frame), 6, segment));
    }

    private static Frame Tag(Frame frame, ushort[] vlans)
    {
        byte[] tags = new byte[4 * vlans.Length];
        for (int i = 0; i < vlans.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(tags.AsSpan(4 * i), (ushort)(i == vlans.Length - 1 ? 0x8100 : 0x88A8));
            BinaryPrimitives.WriteUInt16BigEndian(tags.AsSpan((4 * i) + 2), vlans[i]);
        }

        byte[] bytes = [.. frame.Bytes.AsSpan(0, 12), .. tags, .. frame.Bytes.AsSpan(12)];
        return frame with { Bytes = bytes, WireLength = frame.WireLength + tags.Length };
    }
}
