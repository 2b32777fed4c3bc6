namespace Microboxes.Host.Lanes;

/// <summary>The lanes of a plane: those that run, and those whose threads are stuck. The watchdog exchanges one for the other.</summary>
internal sealed class LaneSet
{
    private readonly Lock gate = new();
    private Lane[] running;
    private Lane[] stuck = [];

    internal LaneSet(IEnumerable<Lane> lanes) => running = [.. lanes];

    /// <summary>One lane for each place; what a stuck thread ran is on a fresh one.</summary>
    internal IReadOnlyList<Lane> Running => Volatile.Read(ref running);

    /// <summary>Lanes whose threads have not come back from a condemned call.</summary>
    internal IReadOnlyList<Lane> Stuck
    {
        get
        {
            lock (gate) return stuck = [.. stuck.Where(lane => !lane.HasReturned)];
        }
    }

    /// <summary>The fault that ended one of them, if any did.</summary>
    internal Lane? Failed => Running.FirstOrDefault(lane => lane.Fault != null);

    /// <summary>Lets other threads of the process go first, where there are no more cores than lanes. Before the start.</summary>
    internal void ShareCores()
    {
        foreach (Lane lane in Running) lane.SharesItsCore = true;
    }

    internal void Start()
    {
        foreach (Lane lane in Running) lane.Start();
    }

    internal void Stop()
    {
        lock (gate)
        {
            foreach (Lane lane in running) lane.Stop();
        }
    }

    /// <summary>True when all that run have ended.</summary>
    internal bool Join(TimeSpan patience)
    {
        IReadOnlyList<Lane> now = Running;
        return now.All(lane => lane.Join(patience)) && now == Running;
    }

    /// <summary>The lane that has a duty cycle now; null before there are any.</summary>
    internal Lane? Of(IDutyCycle dutyCycle) => Running.FirstOrDefault(lane => lane.DutyCycles.Contains(dutyCycle));

    /// <summary>Starts one more.</summary>
    internal void Add(Lane lane)
    {
        lock (gate)
        {
            lane.Start();
            Volatile.Write(ref running, [.. running, lane]);
        }
    }

    /// <summary>Starts a fresh lane with what another one's thread left behind when its call was condemned.</summary>
    internal Lane Replace(Lane condemned)
    {
        lock (gate)
        {
            Lane fresh = condemned.Replace();
            fresh.Start();
            stuck = [.. stuck, condemned];
            Volatile.Write(ref running, [.. running.Select(lane => lane == condemned ? fresh : lane)]);
            return fresh;
        }
    }
}
