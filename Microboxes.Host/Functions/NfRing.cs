using System.Runtime.InteropServices;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Monitor.Retention;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Streams;

namespace Microboxes.Host.Functions;

/// <summary>A ring as one NF instance sees it: its context there, what it was given from it and what went by without it.</summary>
internal sealed unsafe class NfRing
{
    private readonly RingBuffer<Event> ring;
    private readonly NfFlows flows;
    private readonly bool failsClosed;
    private NfContext* context;
    private IStreamSource? streams;
    private long handed;
    private long missed;

    /// <param name="context">What the instance and the host share about the ring.</param>
    /// <param name="ring">The ring.</param>
    /// <param name="flows">The flows that the ring's events are about.</param>
    /// <param name="streams">The streams its handlers may read; null where it declared no retention.</param>
    /// <param name="failsClosed">True when packets are dropped whose events go by without it.</param>
    internal NfRing(NfContext* context, RingBuffer<Event> ring, NfFlows flows, IStreamSource? streams, bool failsClosed)
    {
        this.context = context;
        this.ring = ring;
        this.flows = flows;
        this.streams = streams;
        this.failsClosed = failsClosed;
    }

    internal NfContext* Context => context;

    internal RingBuffer<Event> Ring => ring;

    /// <summary>Events the NF was given.</summary>
    internal long Handed => Volatile.Read(ref handed) - PassedOver;

    /// <summary>Events of flows that the NF had released before.</summary>
    internal long PassedOver => Volatile.Read(ref context->passedOver);

    /// <summary>Events for the NF that went by without it.</summary>
    internal long Missed => Volatile.Read(ref missed);

    /// <summary>Lets the NF look at this ring's events from here on.</summary>
    internal void Turn(NetworkFunction function)
    {
        function.Turn(context, streams);
        flows.Turn(function, context);
    }

    /// <summary>Leaves everything that a stuck thread could write and goes on with a copy.</summary>
    /// <param name="verdicts">Where verdicts are to go that are another context's; null for a copy of this one's own.</param>
    internal RetiredMemory Leave(byte* verdicts = null)
    {
        NfContext* old = context;
        NfContext* fresh = (NfContext*)NativeMemory.AlignedAlloc((nuint)((sizeof(NfContext) + 63) & ~63), 64);
        *fresh = *old;
        byte* own = old->isDerived ? null : old->verdicts;
        if (own != null)
        {
            verdicts = (byte*)NativeMemory.AlignedAlloc((nuint)ring.Size, 64);
            new Span<byte>(own, ring.Size).CopyTo(new(verdicts, ring.Size));
        }

        fresh->verdicts = verdicts;
        if (streams is RetainedStreamReader reader) streams = new RetainedStreamReader(reader, fresh);
        context = fresh;
        return new(old, own);
    }

    /// <summary>How many events from first to last are for the NF.</summary>
    internal long CountOf(long first, long last) => ring.CountFor(context->portMask, first, last);

    /// <summary>Counts what the NF is about to be given.</summary>
    internal void Hand(long first, long last) => handed += CountOf(first, last);

    /// <summary>Counts what was to be given and was not, and gives it the failure policy's verdict.</summary>
    internal void Miss(long first, long last)
    {
        long events = CountOf(first, last);
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
