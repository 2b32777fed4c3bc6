using System.Buffers.Binary;
using System.Net;
using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Packets;

/// <summary>A frame with a whole TCP segment, read field by field.</summary>
internal sealed record TcpFrame(Frame Frame, FrameLayout Layout)
{
    /// <summary>Reads a frame; null when it carries no whole TCP segment with a sane header.</summary>
    internal static TcpFrame? Of(Frame frame)
    {
        if (frame.IsCut || FrameLayout.Of(frame) is not { IsTcp: true } layout || layout.End - layout.Transport < 20) return null;
        TcpFrame tcp = new(frame, layout);
        return tcp.HeaderLength >= 20 && layout.Transport + tcp.HeaderLength <= layout.End ? tcp : null;
    }

    internal IPEndPoint Source => new(new IPAddress(Layout.Source(Frame)), Read16(0));

    internal IPEndPoint Destination => new(new IPAddress(Layout.Destination(Frame)), Read16(2));

    internal uint Sequence => Read32(4);

    internal uint Acknowledgment => Read32(8);

    internal int HeaderLength => Frame.Bytes[Layout.Transport + 12] / 16 * 4;

    internal TcpFlags Flags => (TcpFlags)Frame.Bytes[Layout.Transport + 13];

    internal ReadOnlySpan<byte> Payload => Frame.Bytes.AsSpan(Layout.Transport + HeaderLength, Layout.End - Layout.Transport - HeaderLength);

    internal bool HasValidChecksum =>
        Checksum.OfTransport(Layout.Source(Frame), Layout.Destination(Frame), 6, Frame.Bytes.AsSpan(Layout.Transport, Layout.End - Layout.Transport)) == 0;

    /// <summary>True when both travel from the same end to the same end.</summary>
    internal bool IsSameWayAs(TcpFrame other) => Source.Equals(other.Source) && Destination.Equals(other.Destination);

    /// <summary>True when both belong to one connection.</summary>
    internal bool IsSameFlowAs(TcpFrame other) =>
        IsSameWayAs(other) || (Source.Equals(other.Destination) && Destination.Equals(other.Source));

    private ushort Read16(int at) => BinaryPrimitives.ReadUInt16BigEndian(Frame.Bytes.AsSpan(Layout.Transport + at));

    private uint Read32(int at) => BinaryPrimitives.ReadUInt32BigEndian(Frame.Bytes.AsSpan(Layout.Transport + at));
}
