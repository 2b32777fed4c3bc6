using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Monitor;
using Microboxes.Host.Stacks.Monitor.Retention;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks;

/// <summary>Offers open flows to ports that come while they are open: those that want one get its events from the next on, and its streams from there on.</summary>
internal sealed unsafe class FlowOffers(
    EventPublisher publisher, PortFilters filters, FlowTracker flows, FlowControl control, StreamReassembly streams, RetainedStreams retained, TcpMonitor monitor)
{
    /// <summary>Lets the ports in <paramref name="added"/> have a flow if they want it, whoever had their bits before.</summary>
    internal void Offer(FlowRecord* flow, ulong added)
    {
        ulong wanted = filters.MaskOf(in flow->key) & added;
        flow->mask = (flow->mask & ~added) | wanted;
        control.Forget(flow, added);
        if (wanted != 0 && flow->key.Protocol == IpProtocol.Tcp) Follow(flow, wanted);
    }

    // A flow that Monitor did not follow is picked up midway, as one whose beginning was not captured.
    private void Follow(FlowRecord* flow, ulong wanted)
    {
        if (!flow->HasTcpState)
        {
            flows.ChooseTcpState(flow);
            return;
        }

        if ((wanted & publisher.Subscriptions.StreamPorts) == 0) return;
        if (!flow->HasStreams) streams.Resume(flow);
        else if (publisher.Subscriptions.LongestRetain(wanted) > flow->retain) retained.Begin(flow);
        monitor.Reconsider(flow);
    }
}
