using Microboxes.Host.Stacks.Network.Fragments;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>Reassembly as the definitions say it, one byte at a time, with every fragment remembered: slow and obviously correct.</summary>
internal sealed class ByteMap(OverlapPolicy policy)
{
    internal sealed record Piece(int Start, byte[] Bytes, bool More, byte HopLimit)
    {
        internal int End => Start + Bytes.Length;
    }

    private readonly List<Piece> pieces = [];
    private readonly bool[] covered = new bool[70_000];
    private int? total;

    internal int Count => pieces.Count;

    internal bool Overlap { get; private set; }

    internal bool Conflict { get; private set; }

    internal bool Contradicts(Piece piece)
    {
        if (total is int known && piece.End > known) return true;
        if (piece.More) return false;
        return pieces.Exists(p => p.End > piece.End) || (total != null && total != piece.End);
    }

    internal void Add(Piece piece)
    {
        foreach (Piece other in pieces)
            for (int at = Math.Max(other.Start, piece.Start); at < Math.Min(other.End, piece.End); at++)
            {
                Overlap = true;
                Conflict |= other.Bytes[at - other.Start] != piece.Bytes[at - piece.Start];
            }

        pieces.Add(piece);
        covered.AsSpan(piece.Start, piece.Bytes.Length).Fill(true);
        if (!piece.More) total = piece.End;
    }

    /// <summary>The bytes and whose header goes with them; null while some are missing.</summary>
    internal (byte[] Bytes, byte HopLimit)? Result()
    {
        if (total == null || covered.AsSpan(0, total.Value).Contains(false)) return null;
        byte[] bytes = new byte[total.Value];
        for (int at = 0; at < bytes.Length; at++)
        {
            Piece owner = Owner(at)!;
            bytes[at] = owner.Bytes[at - owner.Start];
        }

        return (bytes, Owner(0)!.HopLimit);
    }

    private Piece? Owner(int at)
    {
        Piece? owner = null;
        foreach (Piece piece in pieces)
            if (piece.Start <= at && at < piece.End && (owner == null || Takes(owner, piece))) owner = piece;
        return owner;
    }

    private bool Takes(Piece earlier, Piece later) => policy switch
    {
        OverlapPolicy.First => false,
        OverlapPolicy.Last => true,
        OverlapPolicy.Bsd => later.Start < earlier.Start,
        OverlapPolicy.BsdRight => earlier.Start <= later.Start,
        OverlapPolicy.Linux => !(earlier.Start < later.Start),
        OverlapPolicy.Windows => later.Start < earlier.Start && earlier.End < later.End,
        OverlapPolicy.Solaris => later.Start < earlier.Start && !(later.End < earlier.End),
        _ => throw new ArgumentOutOfRangeException(nameof(later)),
    };
}
