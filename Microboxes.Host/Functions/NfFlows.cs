using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>What an NF instance has to do with the flows of one stack line.</summary>
/// <param name="States">Its own state of each flow; null where it keeps none.</param>
/// <param name="Subscriptions">Which handler has each flow's events; null where no port is dynamic.</param>
/// <param name="Requests">Its way to the stack line; null where it needs none.</param>
internal sealed record NfFlows(FlowStateMemory? States, FlowStateMemory? Subscriptions, IFlowRequests? Requests) : IDisposable
{
    internal static NfFlows Of(NfServices services) => new(services.FlowStates, services.FlowSubscriptions, services.Requests);

    /// <summary>Lets the NF look at these flows, by events of the ring that a context is about.</summary>
    internal unsafe void Turn(NetworkFunction function, NfContext* context)
    {
        (Requests as FlowRequests)?.Attach(context);
        function.TurnToFlows(States, Subscriptions, Requests);
    }

    public void Dispose()
    {
        States?.Dispose();
        Subscriptions?.Dispose();
    }
}
