using System.Numerics;

namespace Microboxes.Host.Lanes;

/// <summary>
/// A bounded queue through which control reaches a duty cycle: any thread posts, the duty cycle alone takes, between two batches. Neither ever waits; a post that
/// finds no room is refused and counted.
/// </summary>
internal sealed class Inbox<TMessage>
    where TMessage : class
{
    private readonly Cell[] cells;
    private readonly int mask;
    private long head;
    private long tail;
    private long refused;

    /// <param name="capacity">Messages that may wait, rounded up to a power of two.</param>
    internal Inbox(int capacity = 64)
    {
        cells = new Cell[BitOperations.RoundUpToPowerOf2((uint)capacity)];
        mask = cells.Length - 1;
        for (int i = 0; i < cells.Length; i++) cells[i].Turn = i;
    }

    /// <summary>Posts that found no room.</summary>
    internal long Refused => Volatile.Read(ref refused);

    /// <summary>True when there is something to take: one read, cheap enough for every batch. Consumer only.</summary>
    internal bool HasMessages => Volatile.Read(ref cells[head & mask].Turn) == head + 1;

    /// <summary>Leaves a message; false, and counted, where there is no room.</summary>
    internal bool TryPost(TMessage message)
    {
        while (true)
        {
            long at = Volatile.Read(ref tail);
            ref Cell cell = ref cells[at & mask];
            long turn = Volatile.Read(ref cell.Turn);
            if (turn < at)
            {
                Interlocked.Increment(ref refused);
                return false;
            }

            if (turn > at || Interlocked.CompareExchange(ref tail, at + 1, at) != at) continue;
            cell.Message = message;
            Volatile.Write(ref cell.Turn, at + 1);
            return true;
        }
    }

    /// <summary>Takes the oldest message. Consumer only.</summary>
    internal TMessage? Take()
    {
        if (!HasMessages) return null;
        ref Cell cell = ref cells[head & mask];
        TMessage? message = cell.Message;
        cell.Message = null;
        Volatile.Write(ref cell.Turn, head + cells.Length);
        head++;
        return message;
    }

    // Whose turn a cell is: its index when it is free for the producer of that number, one more when it is filled.
    private struct Cell
    {
        internal long Turn;
        internal TMessage? Message;
    }
}
