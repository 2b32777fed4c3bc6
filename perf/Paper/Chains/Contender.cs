using System.Diagnostics;
using Microboxes.Host.Lanes;
using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.Chains;

/// <summary>One way to run a chain of NFs: its parts, and which lane does what. A pass sends each part's packets through once.</summary>
/// <param name="name">As tables name it.</param>
/// <param name="parts">What each queue's packets pass.</param>
/// <param name="lanes">Lists of duty cycles, each in the order a packet meets them; the first is the caller's.</param>
internal sealed class Contender(string name, IPart[] parts, params IReadOnlyList<IDutyCycle>[] lanes) : IDisposable
{
    private readonly IDutyCycle[][] lanes = [.. lanes.Select(lane => lane.ToArray())];

    internal string Name => name;

    internal IReadOnlyList<IPart> Parts => parts;

    internal int Lanes => lanes.Length;

    /// <summary>Best pass of each repetition, in nanoseconds per packet.</summary>
    internal Series Best { get; } = new();

    /// <summary>Managed bytes that this thread allocated during passes.</summary>
    internal long Allocated { get; private set; }

    /// <summary>Garbage collections during passes.</summary>
    internal int Collections { get; private set; }

    /// <summary>What was wrong with an answer, or null.</summary>
    internal string? Wrong { get; private set; }

    internal long PacketsPerPass => parts.Sum(part => part.Workload.Count);

    /// <summary>A pass that does not count: code is compiled, tables are filled, answers are checked.</summary>
    internal void WarmUp()
    {
        Pass();
        Allocated = 0;
        Collections = 0;
    }

    /// <summary>Runs a pass and checks its answers.</summary>
    /// <returns>Nanoseconds per packet.</returns>
    internal double Pass()
    {
        long bytesBefore = GC.GetAllocatedBytesForCurrentThread();
        int collectionsBefore = GC.CollectionCount(0);
        double time = lanes.Length == 1 ? PassAlone() : PassBeside(SideLane.Take(lanes.Length - 1));
        Allocated += GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
        Collections += GC.CollectionCount(0) - collectionsBefore;
        foreach (IPart part in parts) Wrong ??= part.Wrong() is { } wrong ? $"{name}: {wrong}" : null;
        return time / PacketsPerPass;
    }

    public void Dispose()
    {
        foreach (IPart part in parts) part.Dispose();
    }

    private double PassAlone()
    {
        long start = Stopwatch.GetTimestamp();
        foreach (IPart part in parts) part.Open();
        Work(lanes[0]);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private double PassBeside(IReadOnlyList<SideLane> others)
    {
        for (int lane = 1; lane < lanes.Length; lane++) others[lane - 1].Begin(this, lane);
        long start = Stopwatch.GetTimestamp();
        foreach (IPart part in parts) part.Open();
        for (int lane = 1; lane < lanes.Length; lane++) others[lane - 1].Start();
        Work(lanes[0]);
        for (int lane = 1; lane < lanes.Length; lane++) others[lane - 1].End();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>Another lane's work in this pass; for that lane's thread.</summary>
    internal void WorkBeside(int lane) => Work(lanes[lane]);

    private void Work(IDutyCycle[] lane)
    {
        IdleStrategy idle = default;
        while (true)
        {
            if (Round(lane) > 0) idle.Reset();
            else if (IsDone()) return;
            else idle.Idle();
        }
    }

    private static int Round(IDutyCycle[] lane)
    {
        int done = 0;
        foreach (IDutyCycle cycle in lane) done += cycle.DoWork(Lane.Budget);
        return done;
    }

    private bool IsDone()
    {
        foreach (IPart part in parts)
        {
            if (!part.IsDone) return false;
        }

        return true;
    }
}
