using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>The subscriptions of all functions of one stack line, by their bits.</summary>
internal sealed class LinePorts
{
    private const long NanosecondsPerTick = 100;
    private readonly PortSelector?[] selectors;
    private readonly List<(ulong Port, FlowFilter? Filter)> filters = [];
    private readonly List<(ulong Port, long Period)> timers = [];

    /// <param name="functions">The functions, each with its bits.</param>
    /// <param name="types">The types that NFs publish.</param>
    internal LinePorts(IReadOnlyList<PlannedFunction> functions, EventTypeIds types)
    {
        selectors = new PortSelector?[functions.Count == 0 ? 0 : functions.Max(f => f.FirstPort + f.BitCount)];
        foreach (PlannedFunction function in functions)
        {
            int bit = function.FirstPort;
            foreach (Port port in function.AllPorts)
            {
                selectors[bit] = new(port, types);
                filters.Add((1UL << bit, FlowFilter.Both(FlowFilter.Parse(function.Application.Match), FlowFilter.Parse(port.Where))));
                if (port.TimerPeriod > TimeSpan.Zero) timers.Add((1UL << bit, port.TimerPeriod.Ticks * NanosecondsPerTick));
                bit++;
            }
        }
    }

    /// <summary>Filters by bit, null where all flows are wanted.</summary>
    internal IReadOnlyList<(ulong Port, FlowFilter? Filter)> Filters => filters;

    /// <summary>Timers by bit, with their periods in nanoseconds.</summary>
    internal IReadOnlyList<(ulong Port, long Period)> Timers => timers;

    internal SubscriptionTable NewTable() => new(selectors);

    internal bool IsFiltered(ulong bit) => filters.Exists(port => port.Port == bit && port.Filter != null);
}
