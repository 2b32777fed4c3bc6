using System.Runtime.InteropServices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Lanes;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Monitor.Retention;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>
/// The host-owned holder of one NF instance: follows the ring with a sequence of its own, hands the NF runs of events, keeps its verdicts. A failing NF is taken
/// out; the events it would have had are counted as missed and pass.
/// </summary>
internal sealed unsafe class NfAdapter : IDutyCycle, IVerdictSource, IDisposable
{
    private readonly RingBuffer<Event> ring;
    private readonly SequenceBarrier barrier;
    private readonly IReadOnlyList<NfAdapter> earlier;
    private readonly Func<bool> publisherIsComplete;
    private readonly NfContext* context;
    private readonly byte* verdicts;
    private NetworkFunction? function;
    private long position = Sequence.Initial;
    private long forgotten = Sequence.Initial;

    /// <param name="name">As reports name it.</param>
    /// <param name="function">The NF, declared and not yet attached.</param>
    /// <param name="place">Where it is attached.</param>
    /// <param name="mode">Inline or tap.</param>
    /// <param name="earlier">The inline NFs ordered before it.</param>
    /// <param name="services">What the host supplies.</param>
    internal NfAdapter(string name, NetworkFunction function, NfPlace place, NfMode mode, IReadOnlyList<NfAdapter> earlier, NfServices services)
    {
        Name = name;
        Mode = mode;
        this.function = function;
        this.earlier = earlier;
        ring = place.Publisher.Ring;
        publisherIsComplete = place.PublisherIsComplete;
        barrier = new(ring.Cursor, [.. earlier.Select(nf => nf.Passed)]);
        Services = services;
        if (mode == NfMode.Inline)
        {
            verdicts = (byte*)NativeMemory.AlignedAlloc((nuint)ring.Size, 64);
            NativeMemory.Clear(verdicts, (nuint)ring.Size);
        }

        context = (NfContext*)NativeMemory.AlignedAlloc((nuint)((sizeof(NfContext) + 63) & ~63), 64);
        *context = new()
        {
            slots = ring.Slots,
            masks = ring.Masks,
            ringMask = ring.IndexMask,
            packets = place.Publisher.Packets.Packets,
            packetMask = (uint)place.Publisher.Packets.Size - 1,
            flows = (byte*)place.Flows.Records,
            flowStride = sizeof(Flows.FlowRecord),
            firstPort = place.FirstPort,
            portMask = place.PortMask,
            position = Sequence.Initial,
            verdicts = verdicts,
            lastVerdict = Sequence.Initial,
        };
        int retain = place.Publisher.Subscriptions.LongestRetain(place.PortMask);
        function.Attach(context, services, retain == 0 ? null : new RetainedStreamReader(place.Streams, context, retain));
    }

    public string Name { get; }

    internal NfMode Mode { get; }

    internal NfServices Services { get; }

    public Sequence Passed { get; } = new();

    public long LastVerdict => Volatile.Read(ref context->lastVerdict);

    /// <summary>Events handed to the NF's ports, skipped ones included.</summary>
    internal long Position => Passed.Value;

    /// <summary>How far it is behind its publisher, in events.</summary>
    internal long Lag => ring.Cursor.Value - Passed.Value;

    /// <summary>Events that passed without the NF after it failed.</summary>
    internal long Missed { get; private set; }

    /// <summary>Why the NF was taken out, in one sentence; null while all is well.</summary>
    internal string? Failure { get; private set; }

    public bool IsComplete => publisherIsComplete() && ring.Cursor.Value == position;

    /// <summary>Calls the NF's start; its mistakes in configuration come out of here.</summary>
    internal void Start() => function!.OnStart();

    /// <summary>Calls the NF's stop, once no more events come.</summary>
    internal void Stop()
    {
        if (function != null) Guard(static nf => nf.OnStop(), function);
    }

    public int DoWork(int budget)
    {
        long available = barrier.Available;
        if (available == position) return 0;
        long end = EndOfGroup(Math.Min(available, position + Math.Max(budget, 1)));
        if (HasEarlierVerdicts()) RunAroundDropped(position + 1, end);
        else Run(position + 1, end);
        int done = (int)(end - position);
        position = end;
        Passed.Publish(end);
        return done;
    }

    public Verdict VerdictOf(long sequence) => (Verdict)verdicts[sequence & ring.IndexMask];

    public void ForgetVerdicts(long gate)
    {
        if (LastVerdict > forgotten)
        {
            for (long sequence = forgotten + 1; sequence <= gate; sequence++) verdicts[sequence & ring.IndexMask] = 0;
        }

        forgotten = gate;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(context);
        NativeMemory.AlignedFree(verdicts);
        Services.FlowStates?.Dispose();
    }

    // Publishers show whole groups only, so the end of one is never past what is available.
    private long EndOfGroup(long sequence)
    {
        while ((ring.Slots[sequence & ring.IndexMask].groupFlags & Event.LastOfGroup) == 0) sequence++;
        return sequence;
    }

    private void Run(long first, long last)
    {
        if (function == null)
        {
            CountMissed(first, last);
            return;
        }

        try
        {
            function.OnBatch(new EventBatch(context, first, last + 1));
        }
#pragma warning disable CA1031 // Whatever an NF throws is the NF's fault and must not end the plane.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TakeOut(fault);
            CountMissed(context->position + 1, last);
        }
    }

    private bool HasEarlierVerdicts()
    {
        foreach (NfAdapter nf in earlier)
        {
            if (nf.LastVerdict > position) return true;
        }

        return false;
    }

    // NFs after a drop skip the packet: the runs between dropped groups are handed over, the groups are not.
    private void RunAroundDropped(long first, long last)
    {
        long runStart = first;
        long groupStart = first;
        bool dropped = false;
        for (long sequence = first; sequence <= last; sequence++)
        {
            dropped |= IsDropped(sequence);
            if ((ring.Slots[sequence & ring.IndexMask].groupFlags & Event.LastOfGroup) == 0) continue;
            if (dropped)
            {
                if (runStart < groupStart) Run(runStart, groupStart - 1);
                runStart = sequence + 1;
            }

            groupStart = sequence + 1;
            dropped = false;
        }

        if (runStart <= last) Run(runStart, last);
    }

    private bool IsDropped(long sequence)
    {
        foreach (NfAdapter nf in earlier)
        {
            if (nf.verdicts != null && (Verdict)nf.verdicts[sequence & ring.IndexMask] >= Verdict.Drop) return true;
        }

        return false;
    }

    private void TakeOut(Exception fault)
    {
        Failure = $"{Name} failed with {fault.GetType().Name} ({fault.Message}) and was taken out: correct the NF and start again.";
        function = null;
    }

    private void CountMissed(long first, long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            if ((ring.Masks[sequence & ring.IndexMask] & context->portMask) != 0) Missed++;
        }
    }

    private void Guard(Action<NetworkFunction> call, NetworkFunction target)
    {
        try
        {
            call(target);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            TakeOut(fault);
        }
    }
}
