using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks;

/// <summary>Ends every flow when no packet will ever come again: those whose time was over first, then the rest in the order of their records.</summary>
internal sealed unsafe class EndOfTraffic(FlowTable table, ExpiryWheel wheel, FlowTracker flows, EventPublisher publisher)
{
    private int next;

    /// <summary>True when no flow is open.</summary>
    internal bool IsDone => table.Count == 0;

    /// <summary>Ends as many flows as the ring has room for.</summary>
    /// <returns>Flows ended.</returns>
    internal int Close(long clock)
    {
        // What NFs still ask for has its effect before the flows end.
        if (flows.Control is { MayClose: false }) return 0;
        int ended = 0;
        while (table.Count > 0 && publisher.Ring.HasFree(1))
        {
            FlowRecord* flow = table.Records + next++;
            if (!table.IsOpen(flow)) continue;
            bool expired = wheel.IsExpired(flow, clock);
            flows.End(flow, expired ? wheel.DeadlineOf(flow) : clock, expired ? EndReason.Idle : EndReason.EndOfTraffic);
            ended++;
        }

        return ended;
    }
}
