using Microboxes.Host.Dispatch;
using Microboxes.Host.Rings;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>
/// The connections that one inline NF has terminated: every later packet of them has the NF's verdict Reset, so that the NFs ordered after it do not see it, however
/// late the stack line gets to know. On the NF's lane.
/// </summary>
internal sealed unsafe class TerminatedFlows(FlowCommands commands, NfRing line, int flowCapacity) : IDisposable
{
    // For each flow the first sequence that comes after the causing event's group, plus one; 0 while nobody terminated it.
    private readonly FlowStateMemory from = new(sizeof(long), flowCapacity);
    private readonly RingBuffer<Event> ring = line.Ring;
    private long terminated;

    /// <summary>Notes a connection.</summary>
    /// <param name="flow">A flow that is in the table.</param>
    /// <param name="cause">The stack line's event whose handling ended it.</param>
    /// <returns>False when it was terminated before.</returns>
    internal bool TryAdd(ulong flow, long cause)
    {
        long* first = (long*)from.StateOf(flow);
        if (*first != 0) return false;
        long last = cause;
        if (cause >= 0) while ((ring.Slots[last & ring.IndexMask].groupFlags & Event.LastOfGroup) == 0) last++;
        *first = last + 2;
        terminated++;
        return true;
    }

    /// <summary>Gives the verdict on what the NF has passed. Before it says so.</summary>
    internal void Judge(long first, long last)
    {
        if (terminated == 0 || (commands.Ended == terminated && commands.EndedAt < first)) return;
        for (long sequence = first; sequence <= last; sequence++)
        {
            Event* slot = ring.Slots + (sequence & ring.IndexMask);
            if ((slot->groupFlags & Event.HasPacket) == 0) continue;
            long since = *(long*)from.StateOf(slot->flow);
            if (since == 0 || sequence + 1 < since) continue;
            line.Context->verdicts[sequence & ring.IndexMask] = (byte)Verdict.Reset;
            Volatile.Write(ref line.Context->lastVerdict, sequence);
        }
    }

    public void Dispose() => from.Dispose();
}
