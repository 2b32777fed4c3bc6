using Microboxes.Host.Flows;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Streams;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Monitor.Retention;

/// <summary>Reads retained bytes for one NF, on its lane: what the event at hand may show, whatever the stack line has added since.</summary>
internal sealed unsafe class RetainedStreamReader : IStreamSource
{
    private readonly RetainedBlockPool pool;
    private readonly FlowTable table;
    private readonly NfContext* context;
    private readonly int retain;

    /// <param name="streams">What is retained.</param>
    /// <param name="context">The NF's, which says the event at hand.</param>
    /// <param name="retain">The longest retention the NF declared: it reads no further back, however much others asked for.</param>
    internal RetainedStreamReader(RetainedStreams streams, NfContext* context, int retain)
    {
        pool = streams.Pool;
        table = streams.Flows;
        this.context = context;
        this.retain = retain;
    }

    /// <summary>Reads the same for events of another ring.</summary>
    internal RetainedStreamReader(RetainedStreamReader other, NfContext* context)
    {
        pool = other.pool;
        table = other.table;
        retain = other.retain;
        this.context = context;
    }

    public int Read(in Event e, End sender, uint offset, Span<byte> destination)
    {
        // Only the flow of the event at hand cannot go away while it is read.
        if (e.flow != context->slots[context->position & context->ringMask].flow) return 0;
        long position = context->Cause;
        FlowRecord* flow = table.Records + (uint)e.flow;
        if (flow->generation != (uint)(e.flow >> 32) || flow->retain == 0) return 0;
        int first = FirstBlock(&flow->clientRetained + (int)sender, position, out uint frontier);
        if (sender != e.Half) frontier = e.snapshot.frontier;
        int behind = (int)(frontier - offset);
        if (behind <= 0 || behind > Math.Min(retain, flow->retain)) return 0;
        return Copy(first, position, offset, destination[..Math.Min(behind, destination.Length)]);
    }

    // The block where what the event may show begins, and how far the stream was filled at the event.
    private int FirstBlock(RetainedList* list, long position, out uint frontier)
    {
        int first = Volatile.Read(ref list->first);
        frontier = 0;
        for (int number = first; number != 0; number = pool.At(number)->Next)
        {
            RetainedBlock* block = pool.At(number);
            int visible = RetainedBlock.VisibleTo(block, position);
            if (visible < 0) break;
            if (block->Restarts) first = number;
            frontier = (uint)block->Offset + (uint)visible;
        }

        return first;
    }

    private int Copy(int first, long position, uint offset, Span<byte> destination)
    {
        int copied = 0;
        for (int number = first; number != 0 && copied < destination.Length; number = pool.At(number)->Next)
        {
            RetainedBlock* block = pool.At(number);
            int visible = RetainedBlock.VisibleTo(block, position);
            int place = (int)(offset + (uint)copied - (uint)block->Offset);
            if (visible < 0 || place < 0) break;
            if (place >= visible) continue;
            int length = Math.Min(visible - place, destination.Length - copied);
            new ReadOnlySpan<byte>(RetainedBlock.BytesOf(block) + place, length).CopyTo(destination[copied..]);
            copied += length;
        }

        return copied;
    }
}
