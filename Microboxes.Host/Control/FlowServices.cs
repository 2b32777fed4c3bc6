using System.Numerics;
using Microboxes.Host.Functions;
using Microboxes.Host.Stacks;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>What an NF needs to ask for single flows, where it declares that it will.</summary>
internal static class FlowServices
{
    private const string Terminate = "FLOW/TCP/TERMINATE";

    /// <summary>Null where no port is dynamic.</summary>
    internal static FlowStateMemory? Subscriptions(IReadOnlyList<Port> ports, StackLine line) =>
        ports.Any(port => port.Dynamic) ? new(ports.Count * FlowSubscription.Size, line.Flows.RecordCount) : null;

    /// <summary>The NF's way to its stack line, or null where it declares nothing that would need one.</summary>
    /// <param name="ports">Its ports.</param>
    /// <param name="publications">What it publishes.</param>
    /// <param name="line">Its stack line.</param>
    /// <param name="portMask">Its ports, as bits of the ring.</param>
    internal static IFlowRequests? Requests(IReadOnlyList<Port> ports, IReadOnlyList<Publication> publications, StackLine line, ulong portMask)
    {
        bool terminates = publications.Any(publication => publication.Type == Terminate);
        WritePorts writes = WritePorts.Read(ports, BitOperations.TrailingZeroCount(portMask));
        return terminates || writes.Any || ports.Any(port => port.Dynamic) ? new FlowRequests(line.Control.Open(portMask, terminates), writes) : null;
    }

    /// <summary>
    /// Subscriptions that nobody reads by: an NF that writes to streams changes retransmissions too, so each must have an event that the NF passes.
    /// </summary>
    internal static IEnumerable<Port> Silent(IReadOnlyList<Port> ports) => ports.Where(port => (port.Writes & PortWrites.Stream) != 0)
        .Select(port => new Port("PKT/TCP/RETRANSMISSION", "sending", port.Sender, port.Where, 0, TimeSpan.Zero));
}
