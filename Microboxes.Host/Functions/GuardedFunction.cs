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
        try
        {
            function.OnBatch(new(from.Context, first, last + 1));
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TakeOut(fault);
            from.Miss(Math.Max(first, from.Context->position), last);
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
        current = null;
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

    // An instance may follow several rings, one after the other.
    private void TurnTo(NfRing ring, NetworkFunction turning)
    {
        ring.Turn(turning);
        current = ring;
    }
}
