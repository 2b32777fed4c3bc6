using Microboxes.Host.Dispatch;
using Microboxes.Host.Rings;

namespace Microboxes.Host.Functions;

/// <summary>
/// Follows a stack line's ring and the rings of other NFs in causal order: before event s of the stack line, everything caused at or before s, in the order of the
/// plan. And keeps an NF that publishes from running ahead of those who follow it.
/// </summary>
internal sealed class CausalFollower
{
    private readonly NfRing line;
    private readonly UndroppedRuns runs;
    private readonly GuardedFunction function;
    private readonly SequenceBarrier barrier;
    private readonly FollowedRing[] ordered;
    private readonly FollowedRing[] feedback;
    private readonly PublishedRing? output;
    private readonly Sequence passed;

    /// <param name="line">The stack line's ring.</param>
    /// <param name="runs">Hands over its events.</param>
    /// <param name="function">The NF.</param>
    /// <param name="barrier">How far the stack line, the NFs ordered before and the publishers followed are.</param>
    /// <param name="followed">Rings of other NFs, in the order of the plan.</param>
    /// <param name="output">The NF's own ring, or null.</param>
    /// <param name="passed">Where to say how far it is.</param>
    internal CausalFollower(
        NfRing line, UndroppedRuns runs, GuardedFunction function, SequenceBarrier barrier, IReadOnlyList<FollowedRing> followed, PublishedRing? output, Sequence passed)
    {
        this.line = line;
        this.runs = runs;
        this.function = function;
        this.barrier = barrier;
        ordered = [.. followed.Where(ring => !ring.IsFeedback)];
        feedback = [.. followed.Where(ring => ring.IsFeedback)];
        this.output = output;
        this.passed = passed;
    }

    /// <summary>The last event of the stack line that is done.</summary>
    internal long Position { get; set; } = Sequence.Initial;

    internal int DoWork(int budget)
    {
        int done = HandFeedback();
        output?.Begin();
        // Before the rings are looked at: what was caused up to there is then in sight.
        long available = barrier.Available;
        foreach (FollowedRing ring in ordered) ring.Look();
        if (HandLate(ref done) && available > Position) done += Follow(available, budget);
        Release();
        return done;
    }

    // Never waits for room, or two NFs that listen to each other might wait for each other: what does not fit is refused. Half of the room is left for what comes
    // in order, however much they have to say to each other.
    private int HandFeedback()
    {
        if (feedback.Length == 0) return 0;
        output?.BeginFeedback();
        int done = 0;
        foreach (FollowedRing ring in feedback)
        {
            ring.Look();
            for (; ring.NextCause != long.MaxValue; done++) HandNext(ring);
        }

        return done;
    }

    // What comes of feedback may be caused by events passed long ago.
    private bool HandLate(ref int done)
    {
        foreach (FollowedRing ring in ordered)
        {
            for (; ring.NextCause <= Position; done++)
            {
                if (output is { Room: 0 }) return false;
                HandNext(ring);
            }
        }

        return true;
    }

    /// <summary>Goes on behind the event or the run that a stuck NF was at.</summary>
    internal void MissStuckRun()
    {
        long end = Position;
        function.MissRestOfRun(line, ref end);
        Position = end;
        foreach (FollowedRing ring in ordered) ring.MissStuckEvent(function);
        foreach (FollowedRing ring in feedback) ring.MissStuckEvent(function);
    }

    /// <summary>Before a lossy tap reads: what is there for it from others, whose order it cannot keep.</summary>
    internal int BeginLossy(long position)
    {
        Position = position;
        int done = HandFeedback();
        output?.Begin();
        BeginEvent();
        return done;
    }

    /// <summary>After a lossy tap has read up to <paramref name="position"/>.</summary>
    internal void EndLossy(long position)
    {
        Position = position;
        Release();
    }

    private int Follow(long available, int budget)
    {
        long before = Position;
        long end = LastWithRoom(runs.EndOfGroup(Math.Min(available, before + Math.Max(budget, 1))));
        if (end == before) return 0;
        if (runs.HasEarlierVerdicts(before + 1)) MergeByGroup(end);
        else Merge(end, handsPackets: true);
        runs.Complete(before + 1, end);
        return (int)(end - before);
    }

    // NFs after a drop skip the packet, not what others published about it.
    private void MergeByGroup(long end)
    {
        while (Position < end)
        {
            long last = runs.EndOfGroup(Position + 1);
            Merge(last, handsPackets: !runs.IsDropped(Position + 1, last));
        }
    }

    private void Merge(long end, bool handsPackets)
    {
        while (true)
        {
            FollowedRing? next = Earliest();
            long cause = next?.NextCause ?? long.MaxValue;
            long last = Math.Min(end, cause - 1);
            if (last > Position) Pass(last, handsPackets);
            if (cause > end) return;
            HandNext(next!);
        }
    }

    private void Pass(long last, bool handsPackets)
    {
        BeginEvent();
        if (handsPackets) function.Run(line, Position + 1, last);
        Position = last;
    }

    private void HandNext(FollowedRing ring)
    {
        BeginEvent();
        ring.HandNext(function, Position);
    }

    private unsafe void BeginEvent()
    {
        if (output != null) output.Context->BeginEvent();
    }

    // Of those caused by the same event, the first in the order of the plan.
    private FollowedRing? Earliest()
    {
        FollowedRing? earliest = null;
        foreach (FollowedRing ring in ordered)
        {
            if (ring.NextCause < (earliest?.NextCause ?? long.MaxValue)) earliest = ring;
        }

        return earliest;
    }

    private long LastWithRoom(long end)
    {
        if (output == null) return end;
        long most = line.CountOf(Position + 1, end);
        foreach (FollowedRing ring in ordered) most += ring.MostInSight;
        return most <= output.Room ? end : LastGroupWithRoom(end);
    }

    // A group that would not even fit into an empty ring goes ahead, and what is too much of it is refused.
    private long LastGroupWithRoom(long end)
    {
        long last = Position;
        long packets = 0;
        while (last < end)
        {
            long group = runs.EndOfGroup(last + 1);
            packets += line.CountOf(last + 1, group);
            long needed = packets;
            foreach (FollowedRing ring in ordered) needed += ring.CountUpTo(group);
            if (needed > output!.Room) return last == Position && output.HasAllRoom(feedback.Length > 0) ? group : last;
            last = group;
        }

        return last;
    }

    // What was published is shown first, so that whoever sees that this NF has passed an event sees all that came of it.
    private void Release()
    {
        output?.Show();
        foreach (FollowedRing ring in ordered) ring.Release();
        foreach (FollowedRing ring in feedback) ring.Release();
        if (passed.Value != Position) passed.Publish(Position);
    }
}
