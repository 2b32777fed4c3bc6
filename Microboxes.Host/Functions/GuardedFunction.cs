using Microboxes.Host.Lanes;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>
/// Calls one NF instance and answers for it: what it throws takes it out. The event it failed at and those it would have had after that are counted as missed
/// and get the failure policy's verdict; no event is run again.
/// </summary>
internal sealed unsafe class GuardedFunction
{
    private readonly string name;
    private NetworkFunction? function;
    private NfRing? current;
    private volatile CallGuard guard = new();

    // The run that the NF is at, for whoever goes on with it if the NF does not come back.
    private NfRing? running;
    private long runFirst;
    private long runLast;
    private int failures;
    private long allocated;

    /// <param name="name">As reports name it.</param>
    /// <param name="function">The NF, attached.</param>
    internal GuardedFunction(string name, NetworkFunction function)
    {
        this.name = name;
        this.function = function;
    }

    /// <summary>The NF; null once it is out.</summary>
    internal NetworkFunction? Function => function;

    /// <summary>Why the NF was taken out, in one sentence; null while all is well.</summary>
    internal string? Failure { get; private set; }

    /// <summary>How often the NF failed.</summary>
    internal int Failures => Volatile.Read(ref failures);

    /// <summary>True to count what the NF allocates.</summary>
    internal bool CountsAllocations { get; set; }

    /// <summary>Bytes of managed memory that calls which came back have allocated.</summary>
    internal long Allocated => Volatile.Read(ref allocated);

    /// <summary>Calls the NF's start; its mistakes in configuration come out of here.</summary>
    internal void Start() => function!.OnStart();

    /// <summary>Calls the NF's stop, once no more events come.</summary>
    internal void Stop()
    {
        try
        {
            function?.OnStop();
        }
#pragma warning disable CA1031 // Whatever an NF throws is the NF's fault and must not end the plane.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TakeOut(fault);
        }
    }

    /// <summary>Gives the NF a run of a ring's events.</summary>
    internal void Run(NfRing from, long first, long last)
    {
        from.Hand(first, last);
        if (function == null)
        {
            from.Miss(first, last);
            return;
        }

        if (from != current) TurnTo(from, function);
        (running, runFirst, runLast) = (from, first, last);
        Exception? fault = Call(function, new(from.Context, first, last + 1));
        running = null;
        if (fault == null) return;
        TakeOut(fault);
        from.Miss(Math.Max(first, from.Context->position), last);
    }

    /// <summary>Gives the NF an event that lies in no ring.</summary>
    internal void Tell(EventBatch batch)
    {
        if (function != null && Call(function, batch) is { } fault) TakeOut(fault);
    }

    // A thread that comes back too late must not touch anything: the guard says so before whatever the NF threw is looked at.
    private Exception? Call(NetworkFunction called, EventBatch batch)
    {
        CallGuard mine = guard;
        Exception? thrown = null;
        long before = CountsAllocations ? GC.GetAllocatedBytesForCurrentThread() : 0;
        mine.Enter();
        try
        {
            called.OnBatch(batch);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            thrown = fault;
        }

        if (!mine.TryLeave()) throw new CondemnedCallException();
        if (CountsAllocations) allocated += GC.GetAllocatedBytesForCurrentThread() - before;
        return thrown;
    }

    /// <summary>Around each call.</summary>
    internal CallGuard Guard => guard;

    /// <summary>Takes the NF out although a thread is still in it, when its call was condemned. The watchdog only.</summary>
    internal void Abandon(string reason)
    {
        guard = new();
        Fail(reason);
    }

    /// <summary>Takes the NF out because it has failed. Between two batches only.</summary>
    internal void Fail(string reason)
    {
        TakeOut(reason);
        Volatile.Write(ref failures, failures + 1);
    }

    /// <summary>Puts an instance in the place of one that has failed. Between two batches only.</summary>
    internal void Restart(NetworkFunction next)
    {
        function = next;
        current = null;
        Failure = null;
    }

    /// <summary>Lets go by what the NF did not come to in the run that it was abandoned in.</summary>
    /// <param name="from">The ring.</param>
    /// <param name="end">The last event of that run; unchanged where there was none.</param>
    internal void MissRestOfRun(NfRing from, ref long end)
    {
        if (running != from) return;
        from.Miss(Math.Max(runFirst, from.Context->position), runLast);
        end = runLast;
        running = null;
    }

    /// <summary>Puts another instance in the NF's place, be it running or out. Between two batches only.</summary>
    /// <returns>Why the old one stays, in one sentence, or null.</returns>
    internal string? Replace(NfReplacement replacement, ReadOnlySpan<FlowStateMemory> flows)
    {
        CallGuard mine = guard;
        NetworkFunction? kept = function;
        mine.Enter();
        string? refusal = replacement.TakeOver(name, ref kept);
        if (!mine.TryLeave()) throw new CondemnedCallException();
        function = kept;
        current = null;
        if (refusal != null) return refusal;
        Failure = null;
        replacement.PassOn(kept!, flows);
        return null;
    }

    /// <summary>Takes the NF out; <paramref name="reason"/> is one sentence. Between two batches only.</summary>
    internal void TakeOut(string reason)
    {
        Failure = reason;
        function = null;
    }

    private void TakeOut(Exception fault) => Fail(
        $"{name} failed with {fault.GetType().Name} ({fault.Message.ReplaceLineEndings(" ")}) and was taken out: correct the function and start again.");

    // An instance may follow several rings, one after the other.
    private void TurnTo(NfRing ring, NetworkFunction turning)
    {
        ring.Turn(turning);
        current = ring;
    }
}
