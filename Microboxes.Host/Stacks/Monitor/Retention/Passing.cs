namespace Microboxes.Host.Stacks.Monitor.Retention;

/// <summary>Things that wait until every consumer has passed a sequence, in the order of their sequences.</summary>
internal sealed class Passing<T>
    where T : unmanaged
{
    private (T Item, long Sequence)[] queue = new (T, long)[256];
    private int first;

    internal int Count { get; private set; }

    internal void Add(T item, long sequence)
    {
        if (Count == queue.Length) Grow();
        queue[(first + Count++) & (queue.Length - 1)] = (item, sequence);
    }

    internal bool TryTake(long gate, out T item)
    {
        (item, long sequence) = queue[first];
        if (Count == 0 || sequence > gate) return false;
        first = (first + 1) & (queue.Length - 1);
        Count--;
        return true;
    }

    // Bounded by the number of blocks and flows, so this ends.
    private void Grow()
    {
        var larger = new (T, long)[queue.Length * 2];
        for (int i = 0; i < Count; i++) larger[i] = queue[(first + i) & (queue.Length - 1)];
        queue = larger;
        first = 0;
    }
}
