using Microboxes.Paper.Chains;

namespace Microboxes.Paper.Measurement;

/// <summary>A second pinned thread that takes part in passes on two cores, parked in between.</summary>
#pragma warning disable CA1001 // Lives as long as the process.
internal sealed class SideLane
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim wake = new(0);
    private Contender? work;
    private volatile bool ready;
    private volatile bool done;
    private Exception? fault;

    private SideLane()
    {
        Thread thread = new(Run) { Name = "side lane", IsBackground = true };
        thread.Start();
    }

    internal static SideLane Shared { get; } = new();

    /// <summary>Returns when the other thread waits for packets.</summary>
    internal void Begin(Contender contender)
    {
        work = contender;
        ready = done = false;
        wake.Release();
        while (!ready) Thread.SpinWait(8);
    }

    /// <summary>Returns when the other thread has found all done.</summary>
    internal void End()
    {
        while (!done) Thread.SpinWait(8);
        if (fault != null) throw new InvalidOperationException("The second lane failed: " + fault.Message, fault);
    }

    private void Run()
    {
        Pinning.Pin(Pinning.SideCore);
        while (true)
        {
            wake.Wait();
            ready = true;
            try
            {
                work!.WorkBeside();
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
