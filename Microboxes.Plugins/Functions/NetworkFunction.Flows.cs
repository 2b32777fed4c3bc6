using System.Runtime.CompilerServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Functions;

/// <content>What an NF does about single flows.</content>
public abstract unsafe partial class NetworkFunction
{
    private FlowStateMemory subscriptions = FlowStateMemory.None;
    private IFlowRequests? requests;

    /// <summary>
    /// From the event at hand on, another handler of a dynamic port has a flow's events. Where the NF has released the flow, they come again: the first is preceded by
    /// SUBSCRIBED, which says from which offsets on the streams are complete.
    /// </summary>
    /// <param name="flow">The flow; one that is gone is ignored.</param>
    /// <param name="handler">One of the NF's <c>Handlers</c>.</param>
    protected void Subscribe(FlowId flow, FlowHandler handler)
    {
        FlowSubscription* subscription = SubscriptionOf(flow, handler.Port);
        if (subscription == null) return;
        subscription->handler = handler.Number;
        if (subscription->state != FlowSubscription.Released) return;
        subscription->request = requests!.Subscribe(flow.Value, BitOf(handler.Port));
        subscription->state = FlowSubscription.Awaited;
    }

    /// <summary>No more events of a flow to a dynamic port: from the event at hand on for this NF, and soon after at no cost at all.</summary>
    /// <param name="flow">The flow; one that is gone is ignored.</param>
    /// <param name="port">Any handler of the port.</param>
    protected void Release(FlowId flow, FlowHandler port)
    {
        FlowSubscription* subscription = SubscriptionOf(flow, port.Port);
        if (subscription == null || subscription->state == FlowSubscription.Released) return;
        subscription->state = FlowSubscription.Released;
        requests!.Release(flow.Value, BitOf(port.Port));
    }

    /// <summary>
    /// Asks the stack to reset a connection both ways, where the device can send. The packets after that of the event at hand are dropped, those among them that were
    /// received already too, and NFs ordered after this one do not see them.
    /// </summary>
    /// <param name="flow">The flow; one that is gone is ignored.</param>
    protected void Terminate(FlowId flow) =>
        (requests ?? throw new InvalidOperationException("An NF that terminates flows declares [Publish(\"FLOW/TCP/TERMINATE\")].")).Terminate(flow.Value);

    /// <summary>The handler that has an event of a dynamic port, or -1 when the NF has released the flow. For batch loops.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int HandlerOf(in Event e, int port)
    {
        FlowSubscription* subscription = (FlowSubscription*)subscriptions.StateOf(e.flow) + port;
        return subscription->state == FlowSubscription.On ? subscription->handler : PassOver(in e, subscription);
    }

    // In the ring before the stack knew of the release, or before it knew of the new subscription.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int PassOver(in Event e, FlowSubscription* subscription)
    {
        bool answers = e.type == EventTypes.Subscribed.Id && subscription->state == FlowSubscription.Awaited && subscription->request == (ushort)e.facets;
        if (answers) subscription->state = FlowSubscription.On;
        context->passedOver++;
        return -1;
    }

    // Null for a flow that the table no longer has: its place in memory may be another's.
    private FlowSubscription* SubscriptionOf(FlowId flow, int port)
    {
        if (requests == null) throw new InvalidOperationException("An NF that subscribes to single flows declares a port with Dynamic = true.");
        uint generation = *(uint*)(context->flows + ((long)flow.Index * context->flowStride) + Wire.FlowKey.Size);
        return generation == flow.Generation ? (FlowSubscription*)subscriptions.StateOf(flow.Value) + port : null;
    }

    private ulong BitOf(int port) => 1UL << (context->firstPort + port);
}
