using Microboxes.Host.Stacks.Monitor.Reassembly;

namespace Microboxes.Host.Stacks.Monitor;

/// <summary>Copies of held segments whose bytes were delivered: each goes back when every consumer has passed the event that shows it.</summary>
internal sealed class DeliveredLeases(HeldSegments held, Rings.RingBuffer<Plugins.Events.Event> ring)
{
    private (nint Lease, long Sequence)[] queue = new (nint, long)[256];
    private int first;
    private int count;

    /// <summary>Where bytes go instead that a stuck thread may still see; null while none does.</summary>
    internal CondemnedView? Condemned { get; set; }

    /// <summary>Gives a lease back now.</summary>
    internal void Release(nint lease) => held.Release(lease);

    /// <summary>Notes a lease whose bytes the event raised last may show.</summary>
    internal void Add(nint lease)
    {
        if (count == queue.Length) Grow();
        queue[(first + count++) & (queue.Length - 1)] = (lease, ring.Claimed);
    }

    /// <summary>Gives back what nobody can read any more.</summary>
    internal void Reclaim(long gate)
    {
        while (count > 0 && queue[first].Sequence <= gate)
        {
            if (Condemned == null) held.Release(queue[first].Lease);
            else Condemned.Keep(queue[first].Lease);
            first = (first + 1) & (queue.Length - 1);
            count--;
        }
    }

    // Bounded by the memory held segments may take, so this ends.
    private void Grow()
    {
        var larger = new (nint, long)[queue.Length * 2];
        for (int i = 0; i < count; i++) larger[i] = queue[(first + i) & (queue.Length - 1)];
        queue = larger;
        first = 0;
    }
}
