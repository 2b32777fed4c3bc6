using System.Net;
using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Packets;

/// <summary>
/// An obviously correct reassembler: every payload byte is noted under its sequence number, the first byte seen wins.
/// Needs a SYN of each end; knows no windows, timers or resets. Fragments are put together the same way.
/// </summary>
internal sealed class ReferenceStreams
{
    private readonly Dictionary<(IPEndPoint From, IPEndPoint To), ReferenceStream> streams = [];
    private readonly Dictionary<(IPAddress From, IPAddress To, uint Id), List<(Frame Frame, FrameLayout Layout)>> fragments = [];

    internal IReadOnlyDictionary<(IPEndPoint From, IPEndPoint To), ReferenceStream> Streams => streams;

    /// <summary>Segments whose checksum was wrong.</summary>
    internal int BadChecksums { get; private set; }

    /// <summary>Fragments seen.</summary>
    internal int Fragments { get; private set; }

    /// <summary>Frames that carried no segment.</summary>
    internal int Others { get; private set; }

    internal static ReferenceStreams Of(IEnumerable<Frame> frames)
    {
        ReferenceStreams streams = new();
        foreach (Frame frame in frames) streams.Add(frame);
        return streams;
    }

    /// <summary>Notes a frame's bytes.</summary>
    internal void Add(Frame frame)
    {
        Frame? whole = FrameLayout.Of(frame) is { IsFragment: true } layout ? AddFragment(frame, layout) : frame;
        if (whole == null) return;
        if (TcpFrame.Of(whole) is { } tcp) Add(tcp);
        else Others++;
    }

    private void Add(TcpFrame tcp)
    {
        if (!tcp.HasValidChecksum) BadChecksums++;
        var key = (tcp.Source, tcp.Destination);
        if (!streams.TryGetValue(key, out ReferenceStream? stream)) streams.Add(key, stream = new());
        if ((tcp.Flags & TcpFlags.Syn) != 0) stream.Initial = tcp.Sequence;
        uint start = tcp.Sequence - stream.Initial - 1;
        if (tcp.Payload.Length > 0) stream.Note(start, tcp.Payload);
        stream.Flags |= tcp.Flags;
        stream.Segments++;
        stream.LastAcknowledgment = tcp.Acknowledgment;
    }

    private Frame? AddFragment(Frame frame, FrameLayout layout)
    {
        Fragments++;
        var key = (new IPAddress(layout.Source(frame)), new IPAddress(layout.Destination(frame)), layout.FragmentId);
        if (!fragments.TryGetValue(key, out var parts)) fragments.Add(key, parts = []);
        parts.Add((frame, layout));
        (Frame Frame, FrameLayout Layout)[] ordered = [.. parts.DistinctBy(part => part.Layout.FragmentOffset).OrderBy(part => part.Layout.FragmentOffset)];
        if (ordered[^1].Layout.IsMore) return null;
        byte[] message = new byte[ordered[^1].Layout.FragmentOffset + Length(ordered[^1].Layout)];
        if (ordered.Sum(part => Length(part.Layout)) != message.Length) return null;
        foreach ((Frame part, FrameLayout where) in ordered) part.Bytes.AsSpan(where.Transport, Length(where)).CopyTo(message.AsSpan(where.FragmentOffset));
        fragments.Remove(key);
        PacketBuilder builder = new() { Source = key.Item1, Destination = key.Item2 };
        return frame with { Bytes = builder.Frame((IpProtocol)layout.Protocol, message) };
    }

    private static int Length(FrameLayout layout) => layout.End - layout.Transport;
}
