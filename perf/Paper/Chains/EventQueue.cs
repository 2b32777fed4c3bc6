using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.Chains;

/// <summary>Pointers to events on their way to one NF, each with the place of its reference count.</summary>
internal sealed unsafe class EventQueue : IDisposable
{
    private readonly RingBuffer<Entry> ring = new(4096);
    private readonly Sequence taken = new();
    private long position = Sequence.Initial;

    internal EventQueue() => ring.GateOn(taken);

    internal bool IsEmpty => position == ring.Cursor.Value;

    internal bool HasRoom => ring.HasFree(1);

    internal void Add(Event* e, int* count) => *ring.Claim(0) = new() { Event = e, Count = count };

    internal void EndAdding() => ring.Publish();

    internal bool TryTake(out Event* e, out int* count)
    {
        e = null;
        count = null;
        if (IsEmpty) return false;
        Entry* entry = ring.Slots + (++position & ring.IndexMask);
        e = entry->Event;
        count = entry->Count;
        return true;
    }

    internal void EndTaking() => taken.Publish(position);

    public void Dispose() => ring.Dispose();

    private struct Entry
    {
        internal Event* Event;
        internal int* Count;
    }
}
