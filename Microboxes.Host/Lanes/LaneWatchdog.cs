namespace Microboxes.Host.Lanes;

/// <summary>
/// Finds the lane whose thread does not come back from an NF, and moves the lane's duty cycles to a fresh thread without it. Time that the thread
/// waited for a core, for the garbage collector or for the compiler is not held against the NF.
/// </summary>
internal sealed class LaneWatchdog : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    // Where this thread itself comes late, the whole machine was held up.
    private static readonly TimeSpan MostPerLook = 2 * Interval;

    private readonly LaneSet lanes;
    private readonly TimeSpan patience;
    private readonly Dictionary<IGuardedCycle, Sight> seen = [];
    private readonly List<(Lane Lane, IGuardedCycle Cycle)> stuck = [];
    private readonly Thread thread;
    private readonly ManualResetEventSlim stop = new();

    /// <param name="lanes">Those to watch.</param>
    /// <param name="patience">How long one call may take.</param>
    internal LaneWatchdog(LaneSet lanes, TimeSpan patience)
    {
        this.lanes = lanes;
        this.patience = patience;
        thread = new(Watch) { Name = "lane watchdog", IsBackground = true };
    }

    internal void Start() => thread.Start();

    public void Dispose()
    {
        stop.Set();
        if (thread.IsAlive) thread.Join();
        stop.Dispose();
    }

    /// <summary>Looks at every lane once.</summary>
    internal void Look()
    {
        for (int i = stuck.Count - 1; i >= 0; i--)
        {
            if (!stuck[i].Lane.HasReturned) continue;
            stuck[i].Cycle.OnThreadReturned();
            stuck.RemoveAt(i);
        }

        foreach (Lane lane in lanes.Running)
        {
            foreach (IDutyCycle cycle in lane.DutyCycles)
            {
                if (cycle is IGuardedCycle guarded && IsStuck(lane, guarded)) MoveAside(lane, guarded);
            }
        }
    }

    private void Watch()
    {
        while (!stop.Wait(Interval)) LookIfPossible();
    }

    // An NF that takes all memory must not take the watchdog too: it looks again when there is some.
    private void LookIfPossible()
    {
        try
        {
            Look();
        }
        catch (OutOfMemoryException)
        {
            seen.Clear();
        }
    }

    // A call is timed from the second look that meets it on: most are over by then.
    private bool IsStuck(Lane lane, IGuardedCycle cycle)
    {
        CallGuard guard = cycle.Guard;
        long call = guard.Call;
        if ((call & 1) == 0) return false;
        if (cycle.IsHeldUp || !seen.TryGetValue(cycle, out Sight sight) || sight.Guard != guard || sight.Call != call)
        {
            seen[cycle] = new(guard, call, null, TimeSpan.Zero);
            return false;
        }

        ThreadTimes now = ThreadTimes.Of(lane.OsThread);
        TimeSpan own = sight.Own + (sight.Last is { } last ? AtMost(MostPerLook, now.OwnSince(last)) : TimeSpan.Zero);
        seen[cycle] = sight with { Last = now, Own = own };
        return own >= patience;
    }

    private void MoveAside(Lane lane, IGuardedCycle cycle)
    {
        if (!cycle.Guard.TryCondemn(seen[cycle].Call)) return;
        seen.Remove(cycle);
        cycle.Abandon(lane);
        stuck.Add((lane, cycle));
        lanes.Replace(lane);
    }

    private static TimeSpan AtMost(TimeSpan most, TimeSpan time) => time < most ? time : most;

    private readonly record struct Sight(CallGuard Guard, long Call, ThreadTimes? Last, TimeSpan Own);
}
