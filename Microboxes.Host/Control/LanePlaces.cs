using Microboxes.Host.Configuration;
using Microboxes.Host.Functions;
using Microboxes.Host.Lanes;

namespace Microboxes.Host.Control;

/// <summary>Finds lanes for duty cycles that come while the plane runs, by the placement it started with.</summary>
internal sealed class LanePlaces(LaneSet lanes, Placement placement, IReadOnlyList<int> cores)
{
    private readonly bool dedicated = placement == Placement.Dedicated || (placement == Placement.Auto && lanes.Running.All(lane => lane.DutyCycles.Count == 1));

    /// <summary>Gives a new NF instance of a line a lane.</summary>
    /// <param name="line">The line, which has not ended.</param>
    /// <param name="adapter">The instance's adapter there.</param>
    /// <param name="lines">How many lines there are.</param>
    internal void Place(LineWiring line, NfAdapter adapter, int lines)
    {
        if (lanes.Of(adapter.Cycle) != null) return;
        if (dedicated)
        {
            Start(adapter.Cycle);
        }
        else
        {
            Lane own = lanes.Of(line.Line)!;
            Lane wanted = lines >= lanes.Running.Count ? own : lanes.Running.MinBy(lane => lane.DutyCycles.Count)!;
            if (!wanted.TryAdd(adapter.Cycle) && !own.TryAdd(adapter.Cycle)) Start(adapter.Cycle);
        }

        if (lanes.Of(adapter.Cycle) != lanes.Of(line.Line)) line.Line.IsReadOnOtherLanes = true;
    }

    /// <summary>Takes an instance that has left from its lane.</summary>
    internal void Remove(NfAdapter adapter) => lanes.Of(adapter.Cycle)?.Remove(adapter.Cycle);

    private void Start(IDutyCycle cycle)
    {
        int number = lanes.Running.Count;
        lanes.Add(new($"lane-{number}", [cycle], cores[number % cores.Count]) { SharesItsCore = lanes.Running[0].SharesItsCore, Polling = lanes.Running[0].Polling });
    }
}
