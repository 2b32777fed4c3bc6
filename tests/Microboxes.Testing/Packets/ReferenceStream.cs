using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Packets;

/// <summary>One end's stream of one connection, as <see cref="ReferenceStreams"/> notes it down: a cell per byte.</summary>
internal sealed class ReferenceStream
{
    private const short Unseen = -1;
    private const uint Longest = 64 << 20;

    private readonly List<short> cells = [];

    /// <summary>The SYN's sequence number.</summary>
    internal uint Initial { get; set; }

    /// <summary>All flags that were ever set.</summary>
    internal TcpFlags Flags { get; set; }

    internal int Segments { get; set; }

    /// <summary>Segments with bytes that were there already.</summary>
    internal int Repeated { get; private set; }

    /// <summary>Segments that came after bytes behind them.</summary>
    internal int Backwards { get; private set; }

    /// <summary>The acknowledgment number of the last segment.</summary>
    internal uint LastAcknowledgment { get; set; }

    /// <summary>Bytes up to the first one that was not seen yet.</summary>
    internal int Frontier { get; private set; }

    /// <summary>The stream without its gaps.</summary>
    internal byte[] Content => [.. cells.Where(cell => cell != Unseen).Select(cell => (byte)cell)];

    /// <summary>Offset and length of what was never seen, up to the last byte that was.</summary>
    internal List<(long Offset, long Length)> Gaps()
    {
        List<(long Offset, long Length)> gaps = [];
        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i] != Unseen) continue;
            if (gaps.Count > 0 && gaps[^1].Offset + gaps[^1].Length == i) gaps[^1] = (gaps[^1].Offset, gaps[^1].Length + 1);
            else gaps.Add((i, 1));
        }

        return gaps;
    }

    /// <summary>Notes a segment's bytes; the first byte seen at an offset stays.</summary>
    internal void Note(uint offset, ReadOnlySpan<byte> payload)
    {
        if (offset > Longest) return;
        int start = (int)offset;
        if (start < cells.Count) CountLate(start, payload.Length);
        while (cells.Count < start + payload.Length) cells.Add(Unseen);
        for (int i = 0; i < payload.Length; i++)
        {
            if (cells[start + i] == Unseen) cells[start + i] = payload[i];
        }

        while (Frontier < cells.Count && cells[Frontier] != Unseen) Frontier++;
    }

    private void CountLate(int start, int length)
    {
        int end = Math.Min(start + length, cells.Count);
        if (cells.GetRange(start, end - start).Exists(cell => cell != Unseen)) Repeated++;
        else Backwards++;
    }
}
