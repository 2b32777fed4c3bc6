using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks;
using Microboxes.Host.Stacks.Monitor.Retention;

namespace Microboxes.Host.Functions;

/// <summary>Where an NF instance is attached: the ring it follows and its bits there.</summary>
/// <param name="Publisher">The stack line's publisher.</param>
/// <param name="Flows">The stack line's flow table.</param>
/// <param name="Streams">The stack line's retained streams.</param>
/// <param name="FirstPort">Bit of its first port.</param>
/// <param name="PortMask">All its ports' bits.</param>
/// <param name="PublisherIsComplete">Says whether the publisher will ever raise another event.</param>
internal sealed record NfPlace(EventPublisher Publisher, FlowTable Flows, RetainedStreams Streams, int FirstPort, ulong PortMask, Func<bool> PublisherIsComplete)
{
    /// <summary>What the NF has to do with this line's flows; null where its services say so.</summary>
    internal NfFlows? Of { get; init; }

    /// <summary>Moves the stack line to a fresh ring when the NF is stuck.</summary>
    internal RingRenewal? Renewal { get; init; }

    /// <summary>Which events are for which ports: the publisher's, or what that becomes with the next plan.</summary>
    internal SubscriptionTable Subscriptions { get; init; } = Publisher.Subscriptions;

    /// <summary>The other NFs it has to do with.</summary>
    internal NfLinks Links { get; init; } = NfLinks.None;
}
