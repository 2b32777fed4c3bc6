using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;

namespace Microboxes.Microbenchmarks.Subjects;

/// <summary>Slots claimed, shown, read and given back, 32 at a time, on one thread.</summary>
internal sealed unsafe class RingHop : IDisposable
{
    private const int AtATime = 32;
    private readonly RingBuffer<Event> ring = new(1024);
    private readonly Sequence consumer = new();
    private long position = Sequence.Initial;
    private ulong sum;

    internal RingHop() => ring.GateOn(consumer);

    /// <summary>Of all that was read.</summary>
    internal ulong Sum => sum;

    internal void Pass()
    {
        for (int done = 0; done < Operations.Batch; done += AtATime)
        {
            for (int i = 0; i < AtATime && ring.HasFree(1); i++) ring.Claim(1)->detail = (ulong)i;
            ring.Publish();
            long available = ring.Cursor.Value;
            while (position < available) sum += ring.Slots[++position & ring.IndexMask].detail;
            consumer.Publish(position);
        }
    }

    public void Dispose() => ring.Dispose();
}
