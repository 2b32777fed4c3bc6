using Microboxes.Host.Control.Planning;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Functions;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>A function at one stack line on its way to being wired; of a splitter, its splitting or its merging.</summary>
internal sealed class WiredStep(PlannedFunction function, PlanStep plan)
{
    /// <summary>Its place in the plan.</summary>
    internal PlanStep Plan => plan;

    internal PlannedFunction Function => function;

    internal bool IsMerge => plan.IsMerge;

    /// <summary>Bits of the ports whose events it handles.</summary>
    internal ulong Ports => function.MaskOf(port => port.Merge == IsMerge);

    /// <summary>Where it publishes; null where it publishes nothing.</summary>
    internal PublishedRing? Output { get; set; }

    /// <summary>The rings of other steps that it follows.</summary>
    internal List<(PublishedRing Ring, ulong Ports, bool IsFeedback)> Followed { get; } = [];

    internal NfAdapter? Adapter { get; set; }

    /// <summary>True when the adapter ran by the plan before.</summary>
    internal bool Stays { get; init; }

    /// <summary>Its ports with their bits.</summary>
    internal IEnumerable<(Port Port, ulong Bit)> PortBits =>
        function.Ports.Select((port, i) => (port, 1UL << (function.FirstPort + i))).Where(p => p.port.Merge == IsMerge);
}
