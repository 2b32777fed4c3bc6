using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Microboxes.Host.Rings;

/// <summary>
/// A Disruptor ring with one producer and any number of consumers, each following by a sequence of its own. Nothing is copied or queued per consumer.
/// Beside the slots lies a compact array of 64-bit subscriber masks, so that skipping a slot does not touch it.
/// </summary>
internal sealed unsafe class RingBuffer<T> : IDisposable
    where T : unmanaged
{
    private const nuint CacheLine = 64;

    private readonly Sequence cursor = new();
    private Sequence[] gating = [];
    private LossyConsumer[] lossy = [];
    private long claimed = Sequence.Initial;
    private long lastGate = Sequence.Initial;
    private long released = Sequence.Initial;

    /// <summary>Allocates the ring and touches every page of it, so that no packet meets a page fault.</summary>
    /// <param name="size">Slots, a power of two.</param>
    internal RingBuffer(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(int.PopCount(size), 1, nameof(size));
        Size = size;
        IndexMask = size - 1;
        Allocate();
    }

    internal int Size { get; }

    internal long IndexMask { get; }

    internal T* Slots { get; private set; }

    internal ulong* Masks { get; private set; }

    /// <summary>What consumers may read up to.</summary>
    internal Sequence Cursor => cursor;

    /// <summary>The last slot claimed; ahead of <see cref="Cursor"/> until published. Producer only.</summary>
    internal long Claimed => claimed;

    /// <summary>Sets the sequences that a slot's reuse waits for. Before the first claim only.</summary>
    internal void GateOn(params Sequence[] consumers) => gating = consumers;

    /// <summary>Sets the consumers that a slot's reuse waits for only while they read. Before the first claim only.</summary>
    internal void GateOnLossy(params LossyConsumer[] consumers) => lossy = consumers;

    /// <summary>How many slots from first to last have one of the <paramref name="subscribers"/>; for whoever keeps them from being reused.</summary>
    internal long CountFor(ulong subscribers, long first, long last)
    {
        if (last < first) return 0;
        long start = first & IndexMask;
        long length = last - first + 1;
        long untilWrap = Math.Min(length, Size - start);
        return SubscriberMasks.Count(Masks + start, untilWrap, subscribers) + SubscriberMasks.Count(Masks, length - untilWrap, subscribers);
    }

    /// <summary>Slots that can be claimed now. Producer only.</summary>
    internal int Free
    {
        get
        {
            _ = Gate;
            return (int)(Size - (claimed - lastGate));
        }
    }

    /// <summary>True when <paramref name="slots"/> can be claimed; looks at the consumers only when the last look does not suffice. Producer only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool HasFree(int slots) => Size - (claimed - lastGate) >= slots || Free >= slots;

    /// <summary>The last slot that every consumer has passed. Producer only.</summary>
    internal long Gate
    {
        get
        {
            long minimum = Minimum();
            lastGate = WaitsForRelease ? Math.Min(minimum, released) : minimum;
            return minimum;
        }
    }

    /// <summary>True when slots are used again only after <see cref="Release"/>: what consumers leave beside them is still to be read. Before the first claim only.</summary>
    internal bool WaitsForRelease { get; set; }

    /// <summary>Gives slots up to <paramref name="sequence"/> free as far as the producer is concerned. Producer only.</summary>
    internal void Release(long sequence) => released = Math.Max(released, sequence);

    /// <summary>Starts fetching the next slots to be claimed and their masks.</summary>
    internal void Prefetch(int slots)
    {
        if (!Sse.IsSupported) return;
        const int MasksPerLine = 8;
        for (int i = 1; i <= slots; i++)
        {
            long index = (claimed + i) & IndexMask;
            Sse.Prefetch0(Slots + index);
            if (index % MasksPerLine == 0) Sse.Prefetch0(Masks + index);
        }
    }

    /// <summary>Claims the next slot for the subscribers in <paramref name="mask"/>; the caller has made sure that one is free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal T* Claim(ulong mask)
    {
        long index = ++claimed & IndexMask;
        Masks[index] = mask;
        return Slots + index;
    }

    /// <summary>Claims all slots up to <paramref name="sequence"/>, whose masks and contents the producer wrote itself; it has made sure that they are free.</summary>
    internal void ClaimUpTo(long sequence) => claimed = sequence;

    /// <summary>Shows consumers everything claimed so far.</summary>
    internal void Publish()
    {
        if (cursor.Value != claimed) cursor.Publish(claimed);
    }

    /// <summary>Moves to fresh memory when every consumer has passed everything claimed; sequences go on. Producer only.</summary>
    /// <returns>The old memory.</returns>
    internal RetiredRing Renew()
    {
        RetiredRing old = new((nint)Slots, (nint)Masks);
        Allocate();
        return old;
    }

    /// <summary>As <see cref="Publish"/>, for a producer that claims for itself: slots up to <paramref name="sequence"/> are filled in.</summary>
    internal void PublishUpTo(long sequence)
    {
        claimed = sequence;
        Publish();
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Slots);
        NativeMemory.AlignedFree(Masks);
        Slots = null;
        Masks = null;
    }

    private void Allocate()
    {
        Slots = (T*)NativeMemory.AlignedAlloc((nuint)Size * (nuint)sizeof(T), CacheLine);
        Masks = (ulong*)NativeMemory.AlignedAlloc((nuint)Size * sizeof(ulong), CacheLine);
        NativeMemory.Clear(Slots, (nuint)Size * (nuint)sizeof(T));
        NativeMemory.Clear(Masks, (nuint)Size * sizeof(ulong));
    }

    private long Minimum()
    {
        long minimum = claimed;
        foreach (Sequence consumer in gating) minimum = Math.Min(minimum, consumer.Value);
        foreach (LossyConsumer consumer in lossy) minimum = Math.Min(minimum, GateOf(consumer));
        return minimum;
    }

    /// <summary>True when a lossy consumer is so far behind that it loses what it has not read.</summary>
    internal bool IsLagging(long passed, long newest) => newest - passed > Size / 2;

    private long GateOf(LossyConsumer consumer)
    {
        long passed = consumer.Value;
        return IsLagging(passed, claimed) ? MoveOn(consumer, passed) : passed;
    }

    // To the newest slot shown, which ends a group. Nobody but the producer writes masks, so what is lost can be counted at leisure.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long MoveOn(LossyConsumer consumer, long passed)
    {
        long shown = cursor.Value;
        if (shown == passed || !consumer.TryBeginMoving(passed)) return passed;
        consumer.EndMoving(shown, CountFor(consumer.Subscriptions, passed + 1, shown));
        return shown;
    }
}
