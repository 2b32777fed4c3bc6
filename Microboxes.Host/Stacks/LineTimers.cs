using Microboxes.Host.Dispatch;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks;

/// <summary>
/// The timers NFs declared, fired by the traffic's own time: due at whole multiples of their period, as events in the ring, before the packet that made them due.
/// </summary>
internal sealed unsafe class LineTimers
{
    private (ulong Port, long Period)[] timers;
    private long[] due;

    /// <param name="timers">Each timer port's mask and its period in nanoseconds.</param>
    internal LineTimers(IEnumerable<(ulong Port, long Period)> timers)
    {
        this.timers = [.. timers];
        due = new long[this.timers.Length];
        Array.Fill(due, long.MinValue);
        NextDue = this.timers.Length == 0 ? long.MaxValue : long.MinValue;
    }

    /// <summary>Before this time there is nothing to do.</summary>
    internal long NextDue { get; private set; }

    /// <summary>Goes on with other timers; those that stay are due when they were.</summary>
    internal void Become(IReadOnlyList<(ulong Port, long Period)> next)
    {
        due = [.. next.Select(timer => Array.IndexOf(timers, timer) is >= 0 and var known ? due[known] : long.MinValue)];
        timers = [.. next];
        NextDue = timers.Length == 0 ? long.MaxValue : long.MinValue;
    }

    /// <summary>Raises every timer that is due at <paramref name="now"/>.</summary>
    /// <returns>False when the ring was full before all were raised.</returns>
    internal bool Raise(EventPublisher publisher, long now)
    {
        if (now < NextDue) return true;
        long next = long.MaxValue;
        for (int i = 0; i < timers.Length; i++)
        {
            (ulong port, long period) = timers[i];
            if (due[i] == long.MinValue) due[i] = ((now / period) + 1) * period;
            if (due[i] <= now)
            {
                if (!publisher.Ring.HasFree(1)) return false;
                RaiseOne(publisher, port, now / period * period);
                due[i] = ((now / period) + 1) * period;
            }

            next = Math.Min(next, due[i]);
        }

        NextDue = next;
        return true;
    }

    // After a silence of several periods a timer fires once, at the latest of them.
    private static void RaiseOne(EventPublisher publisher, ulong port, long timestamp)
    {
        Event* e = publisher.Raise(port);
        byte flags = e->groupFlags;
        *e = default;
        e->type = EventPaths.Timer.Id;
        e->publisher = publisher.Id;
        e->timestamp = timestamp;
        e->groupFlags = flags;
    }
}
