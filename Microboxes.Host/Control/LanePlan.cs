using Microboxes.Host.Lanes;

namespace Microboxes.Host.Control;

/// <summary>Spreads duty cycles over lanes.</summary>
internal static class LanePlan
{
    /// <param name="devices">All that is wired.</param>
    /// <param name="placement">Dedicated or packed; Auto is resolved here.</param>
    /// <param name="cores">Cores to use.</param>
    /// <returns>One group of duty cycles per lane.</returns>
    internal static List<List<IDutyCycle>> Spread(IReadOnlyList<DeviceWiring> devices, Placement placement, int cores)
    {
        List<IDutyCycle> all = [.. devices.SelectMany(device => device.DutyCycles)];
        if (placement == Placement.Inline) return [all];
        if (placement == Placement.Dedicated || (placement == Placement.Auto && all.Count <= cores)) return [.. all.Select(cycle => new List<IDutyCycle> { cycle })];
        return Pack(devices, all, cores);
    }

    // Where there are lines enough, each stays on one lane with its NFs, whose events are then still in that core's cache. A single line's NFs go to the other lanes.
    private static List<List<IDutyCycle>> Pack(IReadOnlyList<DeviceWiring> devices, List<IDutyCycle> all, int cores)
    {
        List<List<IDutyCycle>> lanes = [.. Enumerable.Range(0, Math.Min(cores, all.Count)).Select(_ => new List<IDutyCycle>())];
        int lines = devices.Sum(device => device.Lines.Count);
        if (lines < lanes.Count)
        {
            int index = 0;
            foreach (IDutyCycle cycle in all) lanes[Math.Min(index++, lanes.Count - 1)].Add(cycle);
            return lanes;
        }

        int next = 0;
        HashSet<IDutyCycle> placed = [];
        foreach (DeviceWiring device in devices)
        {
            if (device.Forwarder != null) lanes[next++ % lanes.Count].Add(device.Forwarder);
            if (device.Distributor != null) lanes[next % lanes.Count].Add(device.Distributor);
            foreach (LineWiring line in device.Lines) lanes[next++ % lanes.Count].AddRange(line.DutyCycles.Where(placed.Add));
        }

        return lanes;
    }
}
