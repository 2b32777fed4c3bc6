using Microboxes.Host.Flows;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Network;

/// <summary>Which ports want a flow at all: asked once, when it opens.</summary>
internal sealed class PortFilters
{
    private ulong unfiltered;
    private (ulong Bit, FlowFilter Filter)[] filtered = [];

    /// <param name="filters">One filter per port, null where all flows are wanted.</param>
    /// <param name="timeouts">The flows' time limits.</param>
    internal PortFilters(IReadOnlyList<FlowFilter?> filters, FlowTimeouts timeouts)
    {
        ShortestTimeout = timeouts.Shortest;
        Add(filters.Select((filter, port) => (1UL << port, filter)));
    }

    /// <summary>Below this idle time no flow can have expired.</summary>
    internal long ShortestTimeout { get; }

    /// <summary>Lets more ports have flows that open from now on.</summary>
    internal void Add(IEnumerable<(ulong Port, FlowFilter? Filter)> ports)
    {
        (ulong Port, FlowFilter? Filter)[] added = [.. ports];
        unfiltered |= added.Where(p => p.Filter == null).Aggregate(0UL, (mask, p) => mask | p.Port);
        filtered = [.. filtered, .. added.Where(p => p.Filter != null).Select(p => (p.Port, p.Filter!))];
    }

    /// <summary>Goes on with other ports.</summary>
    internal void Become(IEnumerable<(ulong Port, FlowFilter? Filter)> ports)
    {
        unfiltered = 0;
        filtered = [];
        Add(ports);
    }

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
