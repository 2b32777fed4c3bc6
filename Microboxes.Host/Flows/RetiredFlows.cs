using System.Numerics;

namespace Microboxes.Host.Flows;

/// <summary>Records of ended flows, in the order they ended, each with the sequence its last readers must pass.</summary>
internal sealed class RetiredFlows
{
    private const int EndedBetweenLooks = 1024;

    private readonly int capacity;
    private (int Index, long Sequence)[] queue;
    private int first;

    /// <param name="capacity">Records there are: more can never wait.</param>
    /// <param name="lingering">Records beyond the table's capacity: about as many wait at once while packets flow.</param>
    internal RetiredFlows(int capacity, int lingering)
    {
        this.capacity = capacity;
        queue = new (int, long)[BitOperations.RoundUpToPowerOf2((uint)Math.Min(capacity, lingering + EndedBetweenLooks))];
    }

    internal int Count { get; private set; }

    internal void Add(int index, long sequence)
    {
        if (Count == queue.Length) Grow();
        queue[(first + Count) & (queue.Length - 1)] = (index, sequence);
        Count++;
    }

    internal bool TryTake(long gate, out int index)
    {
        (index, long sequence) = queue[first];
        if (Count == 0 || sequence > gate) return false;
        first = (first + 1) & (queue.Length - 1);
        Count--;
        return true;
    }

    private void Grow()
    {
        if (Count >= capacity) throw new InvalidOperationException("More flows ended than there are records.");
        var larger = new (int, long)[queue.Length * 2];
        for (int i = 0; i < Count; i++) larger[i] = queue[(first + i) & (queue.Length - 1)];
        queue = larger;
        first = 0;
    }
}
