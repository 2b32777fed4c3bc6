using Microboxes.Host.Dispatch;

namespace Microboxes.Host.Functions;

/// <summary>The adapter from one plan to the next.</summary>
internal sealed unsafe partial class NfAdapter
{
    private FollowedRing[] left = [];
    private bool isRetired;

    /// <summary>Lets an adapter that no lane has yet begin behind a sequence of the stack line.</summary>
    internal void BeginBehind(long plan)
    {
        position = forgotten = plan;
        if (causal != null) causal.Position = plan;
        Passed.Publish(plan);
        Lossy?.EndReading(plan);
    }

    /// <summary>The ring of another NF as it is followed from the next plan on: where it was left, or from its end on. All are quiet; the stack line's lane.</summary>
    internal FollowedRing Follow(PublishedRing other, ulong ports, bool isFeedback, long plan)
    {
        FollowedRing? known = Array.Find(followed, f => f.Source == other && f.IsFeedback == isFeedback);
        if (known == null) return new(other, ports, line, Seen, isFeedback, plan);
        known.FollowAgain(ports);
        return known;
    }

    /// <summary>Called by <see cref="NeighboursCommand"/> on the adapter's lane, or before a lane has it: runs among others from here on.</summary>
    internal void OnNeighbours(NfNeighbours next)
    {
        long at = Position;
        left = [.. left, .. followed.Except(next.Followed)];
        followed = [.. next.Followed];
        links = links with { Branches = next.Branches, IsQuiet = next.IsQuiet };
        runs = NewRuns(next.Earlier);
        barrier = NewBarrier(next.After);
        causal = NewCausal();
        if (causal != null) causal.Position = at;
        position = at;
    }

    /// <summary>Called by <see cref="RetireCommand"/> on the adapter's lane: gets nothing any more.</summary>
    internal void OnRetire() => isRetired = true;
}
