using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>What is ordered: a function, or for a splitter its splitting and its merging.</summary>
internal sealed class PlanStep(PlanFunction function, bool isMerge)
{
    private readonly List<PlanReason> reasons = [];

    internal PlanFunction Function => function;

    internal bool IsMerge => isMerge;

    internal string Name => isMerge ? function.Name + " (merge)" : function.Name;

    /// <summary>The ports whose events it handles.</summary>
    internal IEnumerable<Port> Ports => function.Declared.Ports.Where(port => port.Merge == isMerge);

    /// <summary>What it changes.</summary>
    internal PortWrites Writes => Ports.Aggregate(PortWrites.None, (writes, port) => writes | port.Writes);

    /// <summary>True when it looks at packets or the bytes of streams in them.</summary>
    internal bool ReadsPackets => Ports.Any(port => StackTypes.CarriesPacket(port.Type));

    /// <summary>Why it runs after others; one for each of those and each cause.</summary>
    internal IReadOnlyList<PlanReason> Reasons => reasons;

    /// <summary>The steps that it runs right after; those before them are not among them.</summary>
    internal IReadOnlyList<PlanStep> After { get; set; } = [];

    /// <summary>All steps that it runs after.</summary>
    internal IReadOnlySet<PlanStep> Ancestors { get; set; } = new HashSet<PlanStep>();

    /// <summary>Stage, counted from 0: steps of one stage run in parallel.</summary>
    internal int Stage { get; set; }

    internal void RunAfter(PlanStep other, PlanCause cause, string subject = "")
    {
        if (!reasons.Any(r => r.Other == other && r.Cause == cause && r.Subject == subject)) reasons.Add(new(other, cause, subject));
    }
}
