using Microboxes.Host.Native;

namespace Microboxes.Host.Lanes;

/// <summary>A thread that runs one or more duty cycles, in the order a packet meets them, until all are complete or it is told to stop.</summary>
internal sealed class Lane
{
    /// <summary>Packets or events a duty cycle does before the next one's turn: what they leave behind is still in the first-level cache.</summary>
    internal const int Budget = 256;

    // The rest of the process gets its turn at once, the lane all that is left over.
    private const int NiceWhenCoresAreFew = 5;
    private const int NicestOfAll = 19;

    private readonly Lock gate = new();
    private volatile IDutyCycle[] dutyCycles;
    private readonly int core;
    private readonly int generation;
    private readonly Thread thread;
    private volatile int osThread;
    private volatile bool stopping;
    private volatile bool ended;

    /// <param name="name">The thread's name.</param>
    /// <param name="dutyCycles">What it runs.</param>
    /// <param name="core">The core to pin it to, or -1 to leave that to the kernel.</param>
    internal Lane(string name, IEnumerable<IDutyCycle> dutyCycles, int core)
        : this(name, 0, [.. dutyCycles], core)
    {
    }

    private Lane(string name, int generation, IDutyCycle[] dutyCycles, int core)
    {
        Name = name;
        this.generation = generation;
        this.dutyCycles = dutyCycles;
        this.core = core;
        thread = new(Run) { Name = generation == 0 ? name : $"{name}.{generation}", IsBackground = true };
    }

    internal string Name { get; }

    /// <summary>The operating system's number of the thread; 0 before it starts.</summary>
    internal int OsThread => osThread;

    /// <summary>True where there are no more cores than lanes: other threads then go first.</summary>
    internal bool SharesItsCore { get; set; }

    internal IReadOnlyList<IDutyCycle> DutyCycles => dutyCycles;

    /// <summary>What ended the lane before its work was done; null while all is well.</summary>
    internal Exception? Fault { get; private set; }

    /// <summary>True when the thread has ended, or come back from where it was stuck.</summary>
    internal bool HasReturned => !thread.IsAlive;

    internal void Start() => thread.Start();

    /// <summary>Asks the lane to end after its current round.</summary>
    internal void Stop() => stopping = true;

    internal bool Join(TimeSpan patience) => thread.Join(patience);

    /// <summary>
    /// A fresh lane for the same duty cycles. This one's thread is stuck in one of them and must have been condemned there; it ends when it comes back, and until
    /// then the fresh one goes before it.
    /// </summary>
    internal Lane Replace()
    {
        KernelThread.SetNice(osThread, NicestOfAll);
        return new(Name, generation + 1, dutyCycles, core) { SharesItsCore = SharesItsCore, Polling = Polling, stopping = stopping };
    }

    /// <summary>True when it came to its end and steps nothing any more.</summary>
    internal bool HasEnded => ended;

    /// <summary>Gives it one more duty cycle, from its next round on; false when it has come to its end.</summary>
    internal bool TryAdd(IDutyCycle dutyCycle)
    {
        lock (gate)
        {
            if (!ended && !dutyCycles.Contains(dutyCycle)) dutyCycles = [.. dutyCycles, dutyCycle];
            return !ended;
        }
    }

    /// <summary>Takes a duty cycle that does nothing any more.</summary>
    internal void Remove(IDutyCycle dutyCycle)
    {
        lock (gate) dutyCycles = [.. dutyCycles.Where(d => d != dutyCycle)];
    }

    /// <summary>Comes to the end when all is complete, and takes no more.</summary>
    internal bool TryEnd()
    {
        lock (gate) return ended = IsComplete();
    }

    /// <summary>Steps every duty cycle once, in order.</summary>
    /// <returns>Packets or events done.</returns>
    internal int Round()
    {
        int done = 0;
        foreach (IDutyCycle dutyCycle in dutyCycles) done += dutyCycle.DoWork(Budget);
        return done;
    }

    /// <summary>The calling thread is the one that will step the duty cycles.</summary>
    internal void Enter()
    {
        foreach (IDutyCycle dutyCycle in dutyCycles) dutyCycle.OnLaneStart();
    }

    /// <summary>The calling thread will not step them any more.</summary>
    internal void Leave()
    {
        foreach (IDutyCycle dutyCycle in dutyCycles) dutyCycle.OnLaneEnd();
    }

    /// <summary>How it waits for work; set where work comes from outside.</summary>
    internal Polling Polling { get; init; }

    internal bool IsComplete()
    {
        foreach (IDutyCycle dutyCycle in dutyCycles)
        {
            if (!dutyCycle.IsComplete) return false;
        }

        return true;
    }

    private void Run()
    {
        osThread = KernelThread.CurrentThread;
        if (core >= 0) ThreadAffinity.PinCurrentThread(core);
        if (SharesItsCore) KernelThread.SetNice(osThread, NiceWhenCoresAreFew);
        try
        {
            Enter();
            Loop();
        }
        catch (CondemnedCallException)
        {
            // Back from a stuck call: another lane has all that was this one's.
        }
#pragma warning disable CA1031 // A lane's fault is reported by whoever started it; letting it escape would end the process without a word.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Fault = fault;
        }
        finally
        {
            Leave();
        }
    }

    // A thin loop around a per-round method: one giant loop would stay in on-stack-replaced code, 20-60 % slower.
    private void Loop()
    {
        IdleStrategy idle = default;
        while (!stopping)
        {
            if (Round() > 0)
            {
                idle.Reset();
            }
            else
            {
                if (IsComplete() && TryEnd()) return;
                idle.Idle(Polling);
            }
        }
    }
}
