namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>
/// Segments beyond the frontier of a stream, kept until the frontier reaches them (DESIGN §8). One object serves all flows of a
/// stack line; a direction of a flow keeps only the int that names its list, 0 while it holds nothing. Places are 64-bit
/// offsets from the stream's first byte. What is held is always disjoint and in order: overlaps are settled on arrival.
/// </summary>
internal sealed unsafe class HeldSegments : IDisposable
{
    private readonly HeldSegmentOptions options;
    private readonly SegmentCells cells;
    private readonly CopyBlockPool blocks;
    private readonly SegmentStore store;

    internal HeldSegments(HeldSegmentOptions options)
    {
        this.options = options;
        // Each list has a node or more; a segment at the frontier may add one node per gap beyond all bounds.
        cells = new SegmentCells(2 * (options.MaxTotalSegments + options.MaxSegmentsPerFlow + 2));
        blocks = new CopyBlockPool(options.MaxTotalBytes);
        store = new SegmentStore(cells, blocks);
    }

    /// <summary>Stream bytes held, of all flows.</summary>
    internal long HeldBytes => store.HeldBytes;

    /// <summary>Ranges held, of all flows.</summary>
    internal long HeldSegmentCount => store.HeldSegmentCount;

    /// <summary>The most stream bytes ever held at once.</summary>
    internal long PeakBytes { get; private set; }

    /// <summary>Native memory in blocks that are held or given out and not yet released.</summary>
    internal long CopiedBytes => blocks.UsedBytes;

    /// <summary>Native memory taken from the system for copies.</summary>
    internal long ReservedBytes => blocks.ReservedBytes;

    /// <summary>Steps from range to range so far.</summary>
    internal long NodeVisits => cells.Visits;

    /// <summary>
    /// Holds a segment that begins beyond the frontier, within the bounds of the options. Where it overlaps held ranges the policy
    /// settles each byte. A refused segment changes nothing.
    /// </summary>
    /// <param name="head">The direction's list.</param>
    /// <param name="offset">Stream offset of the first byte; bytes before the frontier are cut off already.</param>
    /// <param name="data">The payload.</param>
    /// <param name="length">Its length.</param>
    /// <param name="lease">Zero when the payload stays where it is until released or discarded; else it is copied.</param>
    /// <param name="policy">The receiver's policy.</param>
    internal HoldResult Hold(ref int head, ulong offset, byte* data, uint length, nint lease, OverlapPolicy policy) =>
        Hold(ref head, new ArrivingSegment(offset, data, length, policy), copy: lease != 0, bounded: true);

    /// <summary>
    /// Holds a segment that begins at the frontier and overlaps held ranges, so that the policy settles the overlap. The caller takes
    /// everything up to the next gap at once, this segment's bytes included: hence it is neither copied nor refused for the bounds.
    /// </summary>
    internal HoldResult HoldAtFrontier(ref int head, ulong offset, byte* data, uint length, OverlapPolicy policy) =>
        Hold(ref head, new ArrivingSegment(offset, data, length, policy), copy: false, bounded: false);

    /// <summary>Where the lowest held range lies.</summary>
    internal bool TryPeek(int head, out ulong offset, out uint length)
    {
        (offset, length) = (0, 0);
        if (head == 0) return false;
        SegmentNode* node = cells.Node(cells.List(head)->First[0]);
        (offset, length) = (node->Offset, node->Length);
        return true;
    }

    /// <summary>Reads the first range that ends after <paramref name="from"/> and leaves it held; its lease is not the caller's.</summary>
    internal bool TryRead(int head, ulong from, out ulong offset, out HeldRange range)
    {
        (offset, range) = (0, default);
        if (head == 0) return false;
        SegmentCursor cursor = new(cells, cells.List(head));
        cursor.Seek(from);
        if (cursor.Next == 0) return false;
        SegmentNode* node = cells.Node(cursor.Next);
        offset = node->Offset;
        range = new HeldRange { Data = node->Data, Length = node->Length };
        return true;
    }

    /// <summary>
    /// Takes the lowest range if the frontier has reached it, without the bytes before the frontier. Ranges wholly before it vanish.
    /// The bytes stay valid until the range's lease is released.
    /// </summary>
    internal bool TryTake(ref int head, ulong frontier, out HeldRange range)
    {
        range = default;
        while (head != 0)
        {
            SegmentNode* node = cells.Node(cells.List(head)->First[0]);
            if (node->Offset > frontier) return false;
            bool reaches = node->End > frontier;
            if (reaches)
            {
                uint delivered = (uint)(frontier - node->Offset);
                range = new HeldRange { Data = node->Data + delivered, Length = node->Length - delivered, Lease = (nint)node->Block };
                if (node->Block != null) node->Block->Taken++;
            }

            DropLowest(ref head);
            if (reaches) return true;
        }

        return false;
    }

    /// <summary>Ends the use of a range given out; its memory is used again when no other range lies in it.</summary>
    internal void Release(nint lease)
    {
        if (lease == 0) return;
        CopyBlock* block = (CopyBlock*)lease;
        if (--block->Taken == 0 && block->Held == 0) blocks.Return(block);
    }

    /// <summary>Drops all a direction holds, because its flow ended. Returns the bytes that were never given out.</summary>
    internal ulong Discard(ref int head)
    {
        if (head == 0) return 0;
        ulong bytes = (ulong)cells.List(head)->Bytes;
        while (head != 0) DropLowest(ref head);
        return bytes;
    }

    public void Dispose()
    {
        cells.Dispose();
        blocks.Dispose();
    }

    private HoldResult Hold(ref int head, in ArrivingSegment segment, bool copy, bool bounded)
    {
        int name = head != 0 ? head : cells.Rent();
        if (name == 0) return new HoldResult(HoldOutcome.RefusedTotal, 0, 0);
        SegmentList* list = cells.List(name);
        SegmentCursor cursor = new(cells, list);
        cursor.Seek(segment.Offset);
        OverlapSurvey survey = OverlapSurvey.Of(segment, cells, cursor.Next);
        CopyBlock* block = null;
        HoldOutcome refusal = survey.WinningBytes == 0 ? HoldOutcome.Duplicate : Refusal(list, survey, copy, bounded, ref block);
        if (refusal == HoldOutcome.None)
        {
            store.Settle(list, ref cursor, segment, block);
            PeakBytes = Math.Max(PeakBytes, HeldBytes);
        }

        head = CloseIfEmpty(name);
        return survey.Result(survey.ChangesBytes ? refusal : HoldOutcome.Duplicate);
    }

    /// <summary>Why the segment may not be held, if so; else rents the block its winning bytes are copied into.</summary>
    private HoldOutcome Refusal(SegmentList* list, in OverlapSurvey survey, bool copy, bool bounded, ref CopyBlock* block)
    {
        if (cells.Available < survey.Nodes) return HoldOutcome.RefusedTotal;
        if (!bounded) return HoldOutcome.None;
        if (list->Count + survey.Nodes > options.MaxSegmentsPerFlow) return HoldOutcome.RefusedPerFlow;
        if (list->Bytes + survey.NewBytes > options.MaxBytesPerFlow) return HoldOutcome.RefusedPerFlow;
        if (HeldSegmentCount + survey.Nodes > options.MaxTotalSegments) return HoldOutcome.RefusedTotal;
        if (HeldBytes + survey.NewBytes > options.MaxTotalBytes) return HoldOutcome.RefusedTotal;
        if (!copy) return HoldOutcome.None;
        // A block lives while any of its bytes is held, so replaced bytes count as well.
        if (list->CopiedBytes + survey.WinningBytes > options.MaxBytesPerFlow) return HoldOutcome.RefusedPerFlow;
        block = blocks.Rent(survey.WinningBytes);
        return block == null ? HoldOutcome.RefusedTotal : HoldOutcome.None;
    }

    private void DropLowest(ref int head)
    {
        SegmentList* list = cells.List(head);
        SegmentCursor cursor = new(cells, list);
        int cell = cursor.Next;
        cursor.Remove();
        store.Drop(list, cell);
        head = CloseIfEmpty(head);
    }

    private int CloseIfEmpty(int head)
    {
        if (cells.List(head)->Count > 0) return head;
        cells.Return(head);
        return 0;
    }
}
