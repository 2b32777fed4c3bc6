using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;

namespace Microboxes.Host.Stacks;

/// <summary>A new plan for one stack line, and how far the line is with it.</summary>
internal sealed class LineChange
{
    private const int Waiting = 0;
    private const int Begun = 1;
    private const int Done = 2;
    private const int Cancelled = 3;
    private int state;
    private volatile bool isConcluded;

    /// <summary>Bits of the ports that are new. No port of the old plan has one of them.</summary>
    internal required ulong Added { get; init; }

    /// <summary>The ports of the new plan, by bit; those that stay have the bits they had.</summary>
    internal required IReadOnlyList<(ulong Port, FlowFilter? Filter)> Filters { get; init; }

    /// <summary>Which of them events are for.</summary>
    internal required SubscriptionTable Subscriptions { get; init; }

    /// <summary>Those of them that are timers, with their periods in nanoseconds.</summary>
    internal required IReadOnlyList<(ulong Port, long Period)> Timers { get; init; }

    /// <summary>Who follows.</summary>
    internal required ILineFollowers Followers { get; init; }

    /// <summary>The sequence of the PLAN slot: what comes behind it is the new plan's. Set once it is done.</summary>
    internal long Sequence { get; private set; }

    /// <summary>True when the line runs by the new plan.</summary>
    internal bool IsDone => Volatile.Read(ref state) == Done;

    /// <summary>True when the line has ended before, or was not asked in time, and nothing was changed.</summary>
    internal bool IsCancelled => Volatile.Read(ref state) == Cancelled;

    /// <summary>True when those who come have a lane, so that the line may end.</summary>
    internal bool IsConcluded => isConcluded;

    /// <summary>Notes that those who come have a lane.</summary>
    internal void Conclude() => isConcluded = true;

    /// <summary>The line takes it up; false when it was called off.</summary>
    internal bool TryBegin() => Interlocked.CompareExchange(ref state, Begun, Waiting) == Waiting;

    /// <summary>Calls it off; false when the line has taken it up.</summary>
    internal bool TryCancel() => Interlocked.CompareExchange(ref state, Cancelled, Waiting) == Waiting;

    /// <summary>The line has ended meanwhile.</summary>
    internal void Refuse() => Volatile.Write(ref state, Cancelled);

    /// <summary>The line runs by it, from behind a sequence on.</summary>
    internal void Complete(long sequence)
    {
        Sequence = sequence;
        Volatile.Write(ref state, Done);
    }
}
