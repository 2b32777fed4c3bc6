using Microboxes.Host.Dispatch;
using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>Hands an NF runs of its stack line's events, whole groups only, and leaves out the groups of packets that an earlier NF has dropped.</summary>
internal sealed unsafe class UndroppedRuns(NfRing line, GuardedFunction function, IReadOnlyList<IVerdictSource> earlier)
{
    private readonly RingBuffer<Event> ring = line.Ring;

    // An array, because going through a list seen by its interface allocates.
    private readonly IVerdictSource[] earlier = [.. earlier];

    /// <summary>The last event of the group that <paramref name="sequence"/> is in. Publishers show whole groups only, so it is never past what is shown.</summary>
    internal long EndOfGroup(long sequence)
    {
        while ((ring.Slots[sequence & ring.IndexMask].groupFlags & Event.LastOfGroup) == 0) sequence++;
        return sequence;
    }

    /// <summary>Hands over everything from <paramref name="first"/>, which begins a group, to <paramref name="last"/>, which ends one.</summary>
    internal void Run(long first, long last)
    {
        if (HasEarlierVerdicts(first)) RunAroundDropped(first, last);
        else function.Run(line, first, last);
    }

    /// <summary>Connections that the NF has terminated; null where it declares none.</summary>
    internal TerminatedFlows? Terminated { get; init; }

    /// <summary>What the NF writes; null where it declares nothing.</summary>
    internal PacketEdits? Edits { get; init; }

    /// <summary>Completes what the NF changed in packets that it has passed, and gives its standing verdicts on them. Before it says that it has passed them.</summary>
    internal void Complete(long first, long last)
    {
        Edits?.Complete(first, last);
        Terminated?.Judge(first, last);
    }

    /// <summary>True when an earlier NF did more than pass on something from <paramref name="first"/> on.</summary>
    internal bool HasEarlierVerdicts(long first)
    {
        foreach (IVerdictSource nf in earlier)
        {
            if (nf.LastVerdict >= first) return true;
        }

        return false;
    }

    // NFs after a drop skip the packet: the runs between dropped groups are handed over, the groups are not.
    private void RunAroundDropped(long first, long last)
    {
        long runStart = first;
        long groupStart = first;
        bool dropped = false;
        for (long sequence = first; sequence <= last; sequence++)
        {
            dropped |= IsDropped(sequence);
            if ((ring.Slots[sequence & ring.IndexMask].groupFlags & Event.LastOfGroup) == 0) continue;
            if (dropped)
            {
                if (runStart < groupStart) function.Run(line, runStart, groupStart - 1);
                runStart = sequence + 1;
            }

            groupStart = sequence + 1;
            dropped = false;
        }

        if (runStart <= last) function.Run(line, runStart, last);
    }

    /// <summary>True when an earlier NF has dropped the packet of the group from first to last.</summary>
    internal bool IsDropped(long first, long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            if (IsDropped(sequence)) return true;
        }

        return false;
    }

    private bool IsDropped(long sequence)
    {
        foreach (IVerdictSource nf in earlier)
        {
            if (nf.VerdictOf(sequence) >= Verdict.Drop) return true;
        }

        return false;
    }
}
