namespace Microboxes.Host.Flows;

/// <summary>
/// A timer wheel of one-second slots over all open flows. A flow's place is its deadline when it was last looked at: packets only move <c>lastSeen</c>,
/// and a flow that is found before its time goes to its new slot. Deadlines beyond the wheel's span go to its last slot and are looked at again from there.
/// </summary>
internal sealed unsafe class ExpiryWheel
{
    private const int SlotCount = 4096;
    private const int None = -1;
    private const long Tick = 1_000_000_000;

    private readonly FlowTable table;
    private readonly FlowTimeouts timeouts;
    private readonly int[] heads = new int[SlotCount];
    private long currentTick = long.MinValue;

    internal ExpiryWheel(FlowTable table, FlowTimeouts timeouts)
    {
        this.table = table;
        this.timeouts = timeouts;
        Array.Fill(heads, None);
    }

    /// <summary>Before this time no flow's deadline needs looking at.</summary>
    internal long NextDue => currentTick == long.MinValue ? long.MinValue : (currentTick + 1) * Tick;

    /// <summary>True when the flow's idle time was over before <paramref name="now"/>.</summary>
    internal bool IsExpired(FlowRecord* flow, long now) => now > DeadlineOf(flow);

    internal long DeadlineOf(FlowRecord* flow) => flow->lastSeen + timeouts.Of(in *flow);

    internal void Add(FlowRecord* flow)
    {
        if (currentTick == long.MinValue) currentTick = (flow->lastSeen / Tick) - 1;
        Link(flow, SlotOf(DeadlineOf(flow)));
    }

    internal void Remove(FlowRecord* flow)
    {
        int next = flow->wheelNext;
        int previous = flow->wheelPrevious;
        if (next != None) table.Records[next].wheelPrevious = previous;
        if (previous != None) table.Records[previous].wheelNext = next;
        else heads[flow->wheelSlot] = next;
    }

    /// <summary>The next flow whose deadline lies before <paramref name="now"/>, or null when there is none; the caller removes it.</summary>
    internal FlowRecord* NextExpired(long now)
    {
        long nowTick = now / Tick;
        if (currentTick == long.MinValue || table.Count == 0)
        {
            currentTick = Math.Max(currentTick, nowTick);
            return null;
        }

        if (nowTick - currentTick > SlotCount) currentTick = nowTick - SlotCount;
        while (currentTick < nowTick)
        {
            FlowRecord* expired = FirstExpiredIn((int)(currentTick & (SlotCount - 1)), now);
            if (expired != null) return expired;
            currentTick++;
        }

        return null;
    }

    private FlowRecord* FirstExpiredIn(int slot, long now)
    {
        int index = heads[slot];
        while (index != None)
        {
            FlowRecord* flow = table.Records + index;
            index = flow->wheelNext;
            if (IsExpired(flow, now)) return flow;
            int due = SlotOf(Math.Max(DeadlineOf(flow), (currentTick + 1) * Tick));
            if (due == slot) continue;
            Remove(flow);
            Link(flow, due);
        }

        return null;
    }

    private int SlotOf(long deadline)
    {
        long tick = Math.Clamp(deadline / Tick, currentTick, currentTick + SlotCount - 1);
        return (int)(tick & (SlotCount - 1));
    }

    private void Link(FlowRecord* flow, int slot)
    {
        int index = table.IndexOf(flow);
        flow->wheelSlot = slot;
        flow->wheelPrevious = None;
        flow->wheelNext = heads[slot];
        if (heads[slot] != None) table.Records[heads[slot]].wheelPrevious = index;
        heads[slot] = index;
    }
}
