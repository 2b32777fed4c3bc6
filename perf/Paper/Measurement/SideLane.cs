using Microboxes.Paper.Chains;

namespace Microboxes.Paper.Measurement;

/// <summary>A further pinned thread that takes part in passes on several cores, parked in between.</summary>
#pragma warning disable CA1001 // Lives as long as the process.
internal sealed class SideLane
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim wake = new(0);
    private Contender? work;
    private volatile bool ready;
    private volatile bool started;
    private volatile bool done;
    private Exception? fault;

    private static readonly List<SideLane> All = [];

    private readonly int number;
    private int lane;

    private SideLane(int number)
    {
        this.number = number;
        Thread thread = new(Run) { Name = $"side lane {number}", IsBackground = true };
        thread.Start();
    }

    /// <summary>The threads for so many lanes beside the caller's; the same ones each time.</summary>
    internal static IReadOnlyList<SideLane> Take(int count)
    {
        while (All.Count < count) All.Add(new(All.Count));
        return All;
    }

    /// <summary>Returns when the other thread waits for its start.</summary>
    internal void Begin(Contender contender, int laneOfContender)
    {
        work = contender;
        lane = laneOfContender;
        ready = started = done = false;
        wake.Release();
        while (!ready) Thread.SpinWait(8);
    }

    /// <summary>Lets it go: there are packets now, so it does not find all done at once.</summary>
    internal void Start() => started = true;

    /// <summary>Returns when the other thread has found all done.</summary>
    internal void End()
    {
        while (!done) Thread.SpinWait(8);
        if (fault != null) throw new InvalidOperationException("The second lane failed: " + fault.Message, fault);
    }

    private void Run()
    {
        Pinning.Pin(Pinning.SideCore(number));
        while (true)
        {
            wake.Wait();
            ready = true;
            while (!started) Thread.SpinWait(1);
            try
            {
                work!.WorkBeside(lane);
            }
#pragma warning disable CA1031 // Told by the thread that waits.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                fault = thrown;
            }

            done = true;
        }
    }
}
