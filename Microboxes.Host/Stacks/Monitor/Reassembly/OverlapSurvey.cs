namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>
/// What holding a segment would change, found without changing anything: whether it fits is known before the first byte moves,
/// and a conflict is reported even where the segment is refused.
/// </summary>
internal unsafe struct OverlapSurvey
{
    private ulong conflictOffset;
    private uint conflictLength;
    private bool replaces;

    /// <summary>Nodes that holding may add: one per unbroken run of winning bytes, one more where it splits a held range.</summary>
    internal int Nodes { get; private set; }

    /// <summary>Bytes where nothing is held yet.</summary>
    internal uint NewBytes { get; private set; }

    /// <summary>Bytes the list will take from the segment: new ones, and those that win against held ones.</summary>
    internal uint WinningBytes { get; private set; }

    /// <summary>Walks the held ranges from <paramref name="first"/> on that the segment overlaps, and marks those that lose against it.</summary>
    internal static OverlapSurvey Of(in ArrivingSegment segment, SegmentCells cells, int first)
    {
        OverlapSurvey survey = default;
        ulong at = segment.Offset;
        bool inRun = false;
        for (int next = first; next != 0 && at < segment.End; next = cells.Node(next)->Next[0])
        {
            SegmentNode* node = cells.Node(next);
            if (node->Offset >= segment.End) break;
            cells.Visits++;
            if (node->Offset > at) survey.CountGap((uint)(node->Offset - at), ref inRun);
            at = Math.Max(at, node->Offset);
            ulong to = Math.Min(node->End, segment.End);
            survey.CountOverlap(segment, node, at, (uint)(to - at), ref inRun);
            at = to;
        }

        if (at < segment.End) survey.CountGap((uint)(segment.End - at), ref inRun);
        return survey;
    }

    internal readonly HoldResult Result(HoldOutcome outcome)
    {
        if (outcome == HoldOutcome.None) outcome = NewBytes > 0 || replaces ? HoldOutcome.Held : HoldOutcome.Duplicate;
        if (conflictLength > 0) outcome |= HoldOutcome.Conflict;
        return new HoldResult(outcome, conflictOffset, conflictLength);
    }

    internal readonly bool ChangesBytes => NewBytes > 0 || replaces;

    private void CountGap(uint length, ref bool inRun)
    {
        NewBytes += length;
        CountWinning(length, ref inRun);
    }

    private void CountWinning(uint length, ref bool inRun)
    {
        WinningBytes += length;
        if (!inRun) Nodes++;
        inRun = true;
    }

    private void CountOverlap(in ArrivingSegment segment, SegmentNode* node, ulong at, uint length, ref bool inRun)
    {
        bool differs = Differ(node->Data + (at - node->Offset), segment.At(at), at, length);
        ulong originEnd = node->OriginOffset + node->OriginLength;
        node->Loses = OverlapPrecedence.ArrivingWins(segment.Policy, segment.Offset, segment.End, node->OriginOffset, originEnd)
            && (differs || !SameStanding(segment, node));
        if (!node->Loses)
        {
            inRun = false;
            return;
        }

        replaces |= differs;
        CountWinning(length, ref inRun);
        if (node->Offset < segment.Offset && node->End > segment.End) Nodes++;
    }

    /// <summary>Equal bytes are worth replacing only where later segments would fare otherwise against the new owner's boundaries.</summary>
    private static bool SameStanding(in ArrivingSegment segment, SegmentNode* node) =>
        segment.Policy == OverlapPolicy.Last || (segment.Offset == node->OriginOffset && segment.Length == node->OriginLength);

    private bool Differ(byte* held, byte* arriving, ulong at, uint length)
    {
        ReadOnlySpan<byte> left = new(held, (int)length), right = new(arriving, (int)length);
        int from = left.CommonPrefixLength(right);
        if (from == left.Length) return false;
        if (conflictLength == 0) conflictOffset = at + (uint)from;
        else if (conflictOffset + conflictLength != at + (uint)from) return true;
        int to = from;
        while (to < left.Length && left[to] != right[to]) to++;
        conflictLength += (uint)(to - from);
        return true;
    }
}
