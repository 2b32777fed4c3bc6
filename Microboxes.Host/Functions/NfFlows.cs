using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>What an NF instance has to do with the flows of one stack line.</summary>
/// <param name="states">Its own state of each flow; null where it keeps none.</param>
/// <param name="subscriptions">Which handler has each flow's events; null where no port is dynamic.</param>
/// <param name="requests">Its way to the stack line; null where it needs none.</param>
internal sealed class NfFlows(FlowStateMemory? states, FlowStateMemory? subscriptions, IFlowRequests? requests) : IDisposable
{
    internal FlowStateMemory? States { get; private set; } = states;

    internal FlowStateMemory? Subscriptions { get; private set; } = subscriptions;

    internal IFlowRequests? Requests { get; private set; } = requests;

    internal static NfFlows Of(NfServices services) => new(services.FlowStates, services.FlowSubscriptions, services.Requests);

    /// <summary>Lets the NF look at these flows, by events of the ring that a context is about.</summary>
    internal unsafe void Turn(NetworkFunction function, NfContext* context)
    {
        (Requests as FlowRequests)?.Attach(context);
        function.TurnToFlows(States, Subscriptions, Requests);
    }

    /// <summary>Leaves everything to a thread that is stuck in the NF, and begins anew.</summary>
    /// <returns>What was left.</returns>
    internal NfFlows Leave()
    {
        NfFlows left = new(States, Subscriptions, null);
        Renew();
        Requests = (Requests as FlowRequests)?.Renew() ?? Requests;
        return left;
    }

    /// <summary>Begins anew, while no instance is there: nothing is known of any flow.</summary>
    internal void Clear()
    {
        Dispose();
        Renew();
    }

    public void Dispose()
    {
        States?.Dispose();
        Subscriptions?.Dispose();
    }

    private void Renew() => (States, Subscriptions) = (States?.Fresh(), Subscriptions?.Fresh());
}
