using Microboxes.Host.Memory;

namespace Microboxes.Host.Flows;

/// <summary>
/// All open flows in the order of their last look: the one at the front gets another turn when it has had a packet since, and is given up otherwise
/// (second chance, an approximation of least recently used that costs packets nothing).
/// </summary>
internal sealed unsafe class AgeList : IDisposable
{
    private const int None = -1;
    private const int Turns = 16;

    private readonly FlowTable table;
    private readonly NativeRegion memory;
    private readonly Link* links;
    private int oldest = None;
    private int newest = None;

    internal AgeList(FlowTable table)
    {
        this.table = table;
        memory = new((long)table.RecordCount * sizeof(Link));
        links = (Link*)memory.Start;
    }

    internal void Add(FlowRecord* flow)
    {
        int index = table.IndexOf(flow);
        links[index] = new() { Previous = newest, Next = None, Seen = flow->lastSeen };
        if (newest == None) oldest = index;
        else links[newest].Next = index;
        newest = index;
    }

    internal void Remove(FlowRecord* flow)
    {
        Link link = links[table.IndexOf(flow)];
        if (link.Previous == None) oldest = link.Next;
        else links[link.Previous].Next = link.Next;
        if (link.Next == None) newest = link.Previous;
        else links[link.Next].Previous = link.Previous;
    }

    /// <summary>The flow to give up when the table is full. There is one.</summary>
    internal FlowRecord* Victim()
    {
        FlowRecord* candidate = table.Records + oldest;
        for (int turn = 0; turn < Turns && candidate->lastSeen != links[oldest].Seen; turn++)
        {
            Remove(candidate);
            Add(candidate);
            candidate = table.Records + oldest;
        }

        return candidate;
    }

    /// <summary>Makes all its memory now.</summary>
    internal void Populate() => memory.Populate();

    public void Dispose() => memory.Dispose();

    private struct Link
    {
        internal int Previous;
        internal int Next;

        /// <summary>The flow's time of the latest packet at its last look.</summary>
        internal long Seen;
    }
}
