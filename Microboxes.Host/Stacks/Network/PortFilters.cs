using Microboxes.Host.Flows;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Network;

/// <summary>Which ports want a flow at all: asked once, when it opens.</summary>
internal sealed class PortFilters
{
    private readonly ulong unfiltered;
    private readonly (ulong Bit, FlowFilter Filter)[] filtered;

    /// <param name="filters">One filter per port, null where all flows are wanted.</param>
    /// <param name="timeouts">The flows' time limits.</param>
    internal PortFilters(IReadOnlyList<FlowFilter?> filters, FlowTimeouts timeouts)
    {
        ShortestTimeout = timeouts.Shortest;
        for (int port = 0; port < filters.Count; port++)
        {
            if (filters[port] == null) unfiltered |= 1UL << port;
        }

        filtered = [.. filters.Select((filter, port) => (1UL << port, filter)).Where(f => f.filter != null).Select(f => (f.Item1, f.filter!))];
    }

    /// <summary>Below this idle time no flow can have expired.</summary>
    internal long ShortestTimeout { get; }

    internal ulong MaskOf(in FlowKey key)
    {
        ulong mask = unfiltered;
        foreach ((ulong bit, FlowFilter filter) in filtered)
        {
            if (filter.Selects(in key)) mask |= bit;
        }

        return mask;
    }
}
