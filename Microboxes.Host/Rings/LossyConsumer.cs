using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Host.Rings;

/// <summary>
/// A consumer that the producer may move on when it lags, but never while it reads. One word holds its sequence and who is at it: the consumer, for the length
/// of a batch, or the producer, while it counts what the consumer loses. So a slot is used again only when the consumer has passed it or will never read it.
/// </summary>
/// <param name="subscriptions">The consumer's bits in the ring's masks.</param>
[StructLayout(LayoutKind.Explicit, Size = 272)]
internal sealed class LossyConsumer(ulong subscriptions)
{
    private const long Reading = 1;
    private const long Moving = 2;
    private const int StateBits = 2;

    // Alone on its cache lines, as a Sequence is; what the producer counts is beside it, because it is written and read together with it.
    [FieldOffset(120)]
    private long word = Sequence.Initial << StateBits;

    [FieldOffset(128)]
    private long lost;

    [FieldOffset(256)]
    private readonly ulong bits = subscriptions;

    /// <summary>The consumer's bits in the ring's masks.</summary>
    internal ulong Subscriptions => bits;

    /// <summary>The last slot that was read or given up.</summary>
    internal long Value => Volatile.Read(ref word) >> StateBits;

    /// <summary>Events for the consumer that it was moved past.</summary>
    internal long Lost => Volatile.Read(ref lost);

    /// <summary>Keeps the producer from reusing any slot behind <paramref name="passed"/> until <see cref="EndReading"/>. Consumer only.</summary>
    /// <param name="passed">Where the consumer is now: further on than it left off if it lost slots in between.</param>
    /// <returns>False while the producer is moving it.</returns>
    internal bool TryBeginReading(out long passed)
    {
        long idle = Volatile.Read(ref word);
        passed = idle >> StateBits;
        return (idle & (Reading | Moving)) == 0 && Interlocked.CompareExchange(ref word, idle | Reading, idle) == idle;
    }

    /// <summary>Counts what the consumer skips while it reads. Consumer only, before <see cref="EndReading"/>.</summary>
    internal void CountLost(long events) => Volatile.Write(ref lost, lost + events);

    /// <summary>Gives everything up to <paramref name="passed"/> free. Consumer only.</summary>
    internal void EndReading(long passed) => Volatile.Write(ref word, passed << StateBits);

    /// <summary>Keeps the consumer from reading until <see cref="EndMoving"/>. Producer only.</summary>
    /// <returns>False while it reads, or when it has gone on.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool TryBeginMoving(long passed) =>
        Interlocked.CompareExchange(ref word, (passed << StateBits) | Moving, passed << StateBits) == passed << StateBits;

    /// <summary>Puts the consumer behind <paramref name="passed"/>. Producer only.</summary>
    internal void EndMoving(long passed, long lostEvents)
    {
        Volatile.Write(ref lost, lost + lostEvents);
        Volatile.Write(ref word, passed << StateBits);
    }
}
