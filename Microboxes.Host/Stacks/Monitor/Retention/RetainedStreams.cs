using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Monitor.Retention;

/// <summary>
/// Keeps the newest bytes of streams readable behind their frontiers, for flows one of whose subscribers asked for it (DESIGN §8). A block leaves its list when
/// the frontier has moved the retention past it and every consumer has passed the event that did so; it is used again when every consumer has passed what was
/// raised before it left, so that nobody who came by the old head is still on it.
/// </summary>
internal sealed unsafe class RetainedStreams : IDisposable
{
    private readonly FlowTable table;
    private readonly RingBuffer<Event> ring;
    private readonly SubscriptionTable subscriptions;
    private readonly MonitorCounters counters;
    private readonly Passing<RetainedTurn> leaving = new();
    private readonly Passing<int> left = new();

    internal RetainedStreams(long maxBytes, FlowTable table, EventPublisher publisher, MonitorCounters counters)
    {
        this.table = table;
        this.counters = counters;
        ring = publisher.Ring;
        subscriptions = publisher.Subscriptions;
        Pool = new(maxBytes);
    }

    internal RetainedBlockPool Pool { get; }

    internal FlowTable Flows => table;

    /// <summary>Memory of the blocks in use.</summary>
    internal long Bytes => (long)Pool.Used * RetainedBlock.Size;

    /// <summary>Decides, when a flow opens, whether its streams are retained.</summary>
    internal void Begin(FlowRecord* flow)
    {
        flow->retain = subscriptions.LongestRetain(flow->mask);
        if (flow->retain == 0) return;
        flow->client.flags |= HalfFlags.Retained;
        flow->server.flags |= HalfFlags.Retained;
    }

    /// <summary>Keeps bytes that the next event raised will show.</summary>
    /// <param name="flow">A flow with retention.</param>
    /// <param name="sender">Whose stream.</param>
    /// <param name="offset">Stream offset of the first byte.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="length">How many.</param>
    internal void Append(FlowRecord* flow, End sender, ulong offset, byte* data, uint length)
    {
        if (flow->HasRetentionEnded)
        {
            counters.UnretainedBytes += length;
            return;
        }

        RetainedList* list = &flow->clientRetained + (int)sender;
        ulong end = offset + length;
        RetainedBlock* block = BlockFor(flow, sender, offset);
        while (block != null && length > 0)
        {
            uint taken = RetainedBlock.Append(block, data, length, ring.Claimed + 1);
            data += taken;
            length -= taken;
            if (length > 0) block = AddBlock(list, end - length, restarts: false);
        }

        if (block == null) OnCapReached(flow, length);
        Retire(flow, sender, end);
    }

    /// <summary>Notes that a stream goes on at <paramref name="offset"/>, behind bytes that were never seen.</summary>
    internal void Skip(FlowRecord* flow, End sender, ulong offset)
    {
        if (flow->HasRetentionEnded) return;
        if (AddBlock(&flow->clientRetained + (int)sender, offset, restarts: false) == null) OnCapReached(flow, 0);
        Retire(flow, sender, offset);
    }

    /// <summary>Retains nothing more of a flow until <see cref="Begin"/>. The newest block of each stream stays.</summary>
    internal void Pause(FlowRecord* flow)
    {
        flow->retain = 0;
        flow->client.flags &= ~HalfFlags.Retained;
        flow->server.flags &= ~HalfFlags.Retained;
        while (flow->clientRetained.owed != flow->clientRetained.last) RetireOldest(flow, Plugins.Wire.End.Client);
        while (flow->serverRetained.owed != flow->serverRetained.last) RetireOldest(flow, Plugins.Wire.End.Server);
    }

    /// <summary>Gives up what a flow that ended retains, once its last event is read.</summary>
    internal void End(FlowRecord* flow)
    {
        if (flow->clientRetained.first == 0 && flow->serverRetained.first == 0) return;
        leaving.Add(new(table.IndexOf(flow), RetainedTurn.BothLists), ring.Claimed);
    }

    /// <summary>Moves heads on and frees blocks, as far as consumers are.</summary>
    internal void Reclaim(long gate)
    {
        while (leaving.TryTake(gate, out RetainedTurn turn))
        {
            FlowRecord* flow = table.Records + turn.Flow;
            if (turn.List == RetainedTurn.BothLists) FreeAll(flow);
            else left.Add(TakeFirst(&flow->clientRetained + turn.List), ring.Claimed);
        }

        while (left.TryTake(gate, out int number)) Pool.Return(number);
    }

    /// <summary>Compares bytes sent again with those retained.</summary>
    /// <param name="flow">A flow with retention.</param>
    /// <param name="sender">Whose stream.</param>
    /// <param name="offset">Stream offset of the first byte.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="length">How many.</param>
    /// <param name="frontier">The stream's frontier: what lies further behind it than the retention is not compared, whether still there or not.</param>
    /// <param name="differs">Offset of the first byte that is not as it was.</param>
    /// <returns>How many bytes from there on differ without a break; 0 when none does.</returns>
    internal uint Compare(FlowRecord* flow, End sender, ulong offset, byte* data, uint length, ulong frontier, out ulong differs)
    {
        differs = 0;
        ulong lowest = frontier - Math.Min(frontier, (uint)flow->retain);
        uint run = 0;
        for (int number = (&flow->clientRetained + (int)sender)->owed; number != 0; number = Pool.At(number)->Next)
        {
            RetainedBlock* block = Pool.At(number);
            ulong from = Math.Max(Math.Max(block->Offset, lowest), offset);
            ulong to = Math.Min(block->End, offset + length);
            if (run == 0 && IsSame(block, from, to, data + (from - offset))) continue;
            for (ulong place = from; place < to; place++)
            {
                bool same = RetainedBlock.BytesOf(block)[place - block->Offset] == data[place - offset];
                if (same && run > 0) return run;
                if (same) continue;
                if (run == 0) differs = place;
                else if (differs + run != place) return run;
                run++;
            }
        }

        return run;
    }

    public void Dispose() => Pool.Dispose();

    private RetainedBlock* BlockFor(FlowRecord* flow, End sender, ulong offset)
    {
        RetainedList* list = &flow->clientRetained + (int)sender;
        if (list->last == 0) return AddBlock(list, offset, restarts: false);
        RetainedBlock* block = Pool.At(list->last);
        return block->End == offset ? block : BeginAnew(flow, sender, offset);
    }

    // A stream that does not go on where it ended began anew (a connection's first SYN was replaced): what came before is no longer part of it.
    private RetainedBlock* BeginAnew(FlowRecord* flow, End sender, ulong offset)
    {
        RetainedList* list = &flow->clientRetained + (int)sender;
        RetainedBlock* block = AddBlock(list, offset, restarts: true);
        while (block != null && list->owed != list->last) RetireOldest(flow, sender);
        return block;
    }

    private RetainedBlock* AddBlock(RetainedList* list, ulong offset, bool restarts)
    {
        int number = Pool.Rent();
        if (number == 0) return null;
        RetainedBlock* block = Pool.At(number);
        RetainedBlock.Begin(block, offset, ring.Claimed + 1, restarts);
        if (list->last == 0)
        {
            list->owed = number;
            Volatile.Write(ref list->first, number);
        }
        else
        {
            Pool.At(list->last)->Next = number;
        }

        list->last = number;
        return block;
    }

    private static bool IsSame(RetainedBlock* block, ulong from, ulong to, byte* data) =>
        from >= to || new ReadOnlySpan<byte>(RetainedBlock.BytesOf(block) + (from - block->Offset), (int)(to - from)).SequenceEqual(new(data, (int)(to - from)));

    // The event raised next shows the new frontier, so it is the first that may not need the block.
    private void Retire(FlowRecord* flow, End sender, ulong frontier)
    {
        RetainedList* list = &flow->clientRetained + (int)sender;
        while (list->owed != list->last)
        {
            if (Pool.At(list->owed)->End + (uint)flow->retain > frontier) return;
            RetireOldest(flow, sender);
        }
    }

    private void RetireOldest(FlowRecord* flow, End sender)
    {
        RetainedList* list = &flow->clientRetained + (int)sender;
        list->owed = Pool.At(list->owed)->Next;
        leaving.Add(new(table.IndexOf(flow), (int)sender), ring.Claimed);
    }

    // At the cap the flow's streams are retained no longer; what is there stays until the flow ends.
    private void OnCapReached(FlowRecord* flow, uint bytes)
    {
        flow->key.flags |= FlowRecord.RetentionEndedBit;
        counters.RetentionEnded++;
        counters.UnretainedBytes += bytes;
    }

    private int TakeFirst(RetainedList* list)
    {
        int number = list->first;
        Volatile.Write(ref list->first, Pool.At(number)->Next);
        return number;
    }

    private void FreeAll(FlowRecord* flow)
    {
        Free(&flow->clientRetained);
        Free(&flow->serverRetained);
    }

    private void Free(RetainedList* list)
    {
        int number = list->first;
        while (number != 0)
        {
            int next = Pool.At(number)->Next;
            Pool.Return(number);
            number = next;
        }

        *list = default;
    }
}
