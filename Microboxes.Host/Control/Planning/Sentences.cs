using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>Parts of sentences about plans.</summary>
internal static class Sentences
{
    /// <summary>A, B and C.</summary>
    internal static string List(IReadOnlyList<string> names) =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    /// <summary>What a step writes: DATA_READY stream, PKT header and payload.</summary>
    internal static string Written(PlanStep step) => string.Join(
        ", ", step.Ports.Where(port => port.Writes != 0).GroupBy(port => port.Type).Select(g => $"{g.Key} {Kinds(g.Aggregate(PortWrites.None, (writes, port) => writes | port.Writes))}"));

    /// <summary>A cycle among steps each of which waits for another of them.</summary>
    internal static string Cycle(IReadOnlyList<PlanStep> waiting)
    {
        List<PlanStep> visited = [];
        PlanStep step = waiting[0];
        while (!visited.Contains(step))
        {
            visited.Add(step);
            step = Blocking(step, waiting).Other;
        }

        IEnumerable<string> needs = visited.SkipWhile(s => s != step).Select(s => Need(s, Blocking(s, waiting)));
        return $"Functions of application {step.Function.Application.Name} wait for each other in a circle ({string.Join(", ", needs)}): mark one of these subscriptions Feedback.";
    }

    private static PlanReason Blocking(PlanStep step, IReadOnlyList<PlanStep> waiting) => step.Reasons.First(reason => waiting.Contains(reason.Other));

    private static string Need(PlanStep step, PlanReason reason) => reason.Cause switch
    {
        PlanCause.Configured => $"{step.Name} is configured to run after {reason.Other.Name}",
        PlanCause.Split => $"{step.Name} comes after the splitting",
        _ => $"{step.Name} needs {reason.Subject} of {reason.Other.Name}",
    };

    private static string Kinds(PortWrites writes) => List(
        [.. Enum.GetValues<PortWrites>().Where(kind => kind != 0 && writes.HasFlag(kind)).Select(kind => kind.ToString().ToLowerInvariant())]);
}
