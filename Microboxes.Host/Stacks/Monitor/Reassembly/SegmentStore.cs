using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>Changes the lists of held ranges, and keeps the sums, cells and blocks in step with what they hold.</summary>
internal sealed unsafe class SegmentStore(SegmentCells cells, CopyBlockPool blocks)
{
    private uint random = (uint)Random.Shared.Next() | 1;

    internal long HeldBytes { get; private set; }

    internal long HeldSegmentCount { get; private set; }

    /// <summary>Cuts the losing ranges away and puts the segment's winning bytes in, one range per unbroken run.</summary>
    internal void Settle(SegmentList* list, ref SegmentCursor cursor, in ArrivingSegment segment, CopyBlock* block)
    {
        if (block != null) list->CopiedBytes += block->Length;
        uint copied = 0;
        ulong at = segment.Offset;
        while (at < segment.End)
        {
            SegmentNode* next = cells.Node(cursor.Next);
            if (cursor.Next == 0 || next->Offset >= segment.End)
            {
                InsertWinning(list, ref cursor, segment, at, segment.End, block, ref copied);
                return;
            }

            if (next->Loses)
            {
                CutLosing(list, ref cursor, next, segment);
                continue;
            }

            if (at < next->Offset) InsertWinning(list, ref cursor, segment, at, next->Offset, block, ref copied);
            at = next->End;
            cursor.Advance();
        }
    }

    private void InsertWinning(
        SegmentList* list, ref SegmentCursor cursor, in ArrivingSegment segment, ulong from, ulong to, CopyBlock* block, ref uint copied)
    {
        SegmentNode piece = default;
        piece.Offset = from;
        piece.Length = (uint)(to - from);
        piece.OriginOffset = segment.Offset;
        piece.OriginLength = segment.Length;
        piece.Data = segment.At(from);
        piece.Block = block;
        if (block != null)
        {
            piece.Data = CopyBlock.Bytes(block) + copied;
            Unsafe.CopyBlockUnaligned(piece.Data, segment.At(from), piece.Length);
            copied += piece.Length;
        }

        Insert(list, ref cursor, piece);
    }

    /// <summary>Takes from a held range what the arriving segment wins: all, one end, or the middle.</summary>
    private void CutLosing(SegmentList* list, ref SegmentCursor cursor, SegmentNode* node, in ArrivingSegment segment)
    {
        bool keepsLeft = node->Offset < segment.Offset, keepsRight = node->End > segment.End;
        if (!keepsLeft && !keepsRight)
        {
            int cell = cursor.Next;
            cursor.Remove();
            Drop(list, cell);
            return;
        }

        if (keepsLeft && keepsRight)
        {
            SegmentNode left = *node;
            left.Length = (uint)(segment.Offset - node->Offset);
            Insert(list, ref cursor, left);
        }

        ulong from = keepsRight ? segment.End : node->Offset;
        ulong to = keepsRight ? node->End : segment.Offset;
        Count(list, -(long)node->Length);
        node->Data += from - node->Offset;
        node->Offset = from;
        node->Length = (uint)(to - from);
        Count(list, node->Length);
        if (!keepsRight) cursor.Advance();
    }

    private void Insert(SegmentList* list, ref SegmentCursor cursor, in SegmentNode piece)
    {
        int cell = cells.Rent();
        SegmentNode* node = cells.Node(cell);
        *node = piece;
        node->Height = NextHeight();
        if (node->Block != null) node->Block->Held++;
        cursor.Insert(cell);
        HeldSegmentCount++;
        Count(list, node->Length);
    }

    /// <summary>Frees a node that is linked no more, and its block when that was the last use.</summary>
    internal void Drop(SegmentList* list, int cell)
    {
        SegmentNode* node = cells.Node(cell);
        CopyBlock* block = node->Block;
        if (block != null && --block->Held == 0)
        {
            list->CopiedBytes -= block->Length;
            if (block->Taken == 0) blocks.Return(block);
        }

        HeldSegmentCount--;
        Count(list, -(long)node->Length);
        cells.Return(cell);
    }

    private void Count(SegmentList* list, long bytes)
    {
        list->Bytes += bytes;
        HeldBytes += bytes;
    }

    /// <summary>A quarter of the nodes of each level reach the next. Drawn, not derived, so that no sender can build a bad list.</summary>
    private byte NextHeight()
    {
        random ^= random << 13;
        random ^= random >> 17;
        random ^= random << 5;
        return (byte)(1 + (BitOperations.TrailingZeroCount(random | (1u << (2 * (LevelLinks.Levels - 1)))) / 2));
    }
}
