using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>
/// Calls one NF instance and answers for it: what it throws takes it out. The event it failed at and those it would have had after that are counted as missed
/// and get the failure policy's verdict; no event is run again.
/// </summary>
internal sealed unsafe class GuardedFunction
{
    private readonly string name;
    private readonly NfContext* context;
    private readonly RingBuffer<Event> ring;
    private readonly bool failsClosed;
    private NetworkFunction? function;
    private long handed;
    private long missed;

    /// <param name="name">As reports name it.</param>
    /// <param name="function">The NF, attached.</param>
    /// <param name="context">What it was attached with.</param>
    /// <param name="ring">The ring it follows.</param>
    /// <param name="failsClosed">True when an inline NF's packets are dropped once it is out.</param>
    internal GuardedFunction(string name, NetworkFunction function, NfContext* context, RingBuffer<Event> ring, bool failsClosed)
    {
        this.name = name;
        this.function = function;
        this.context = context;
        this.ring = ring;
        this.failsClosed = failsClosed;
    }

    /// <summary>Events the NF was given.</summary>
    internal long Handed => Volatile.Read(ref handed);

    /// <summary>Events for the NF that went by without it.</summary>
    internal long Missed => Volatile.Read(ref missed);

    /// <summary>Why the NF was taken out, in one sentence; null while all is well.</summary>
    internal string? Failure { get; private set; }

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

    /// <summary>Gives the NF a run of the ring's events.</summary>
    internal void Run(long first, long last)
    {
        handed += ring.CountFor(context->portMask, first, last);
        if (function == null)
        {
            Miss(first, last);
            return;
        }

        try
        {
            function.OnBatch(new(context, first, last + 1));
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TakeOut(fault);
            Miss(Math.Max(first, context->position), last);
        }
    }

    /// <summary>Gives the NF an event that lies in no ring.</summary>
    internal void Tell(EventBatch batch)
    {
        try
        {
            function?.OnBatch(batch);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TakeOut(fault);
        }
    }

    /// <summary>Puts another instance in the NF's place, be it running or out. Between two batches only.</summary>
    /// <returns>Why the old one stays, in one sentence, or null.</returns>
    internal string? Replace(NfReplacement replacement)
    {
        string? refusal = replacement.TakeOver(name, ref function);
        if (refusal == null) Failure = null;
        return refusal;
    }

    /// <summary>Takes the NF out; <paramref name="reason"/> is one sentence. Between two batches only.</summary>
    internal void TakeOut(string reason)
    {
        Failure = reason;
        function = null;
    }

    private void TakeOut(Exception fault) => TakeOut(
        $"{name} failed with {fault.GetType().Name} ({fault.Message.ReplaceLineEndings(" ")}) and was taken out: correct the function and start again.");

    private void Miss(long first, long last)
    {
        long events = ring.CountFor(context->portMask, first, last);
        handed -= events;
        missed += events;
        if (context->verdicts == null) return;
        Verdict verdict = failsClosed ? Verdict.Drop : Verdict.Pass;
        for (long sequence = first; sequence <= last; sequence++)
        {
            if ((ring.Masks[sequence & ring.IndexMask] & context->portMask) == 0) continue;
            context->verdicts[sequence & ring.IndexMask] = (byte)verdict;
            if (failsClosed) context->lastVerdict = sequence;
        }
    }
}
