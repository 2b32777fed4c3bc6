using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>Says in words who runs in parallel with whom, who after whom, and why.</summary>
internal static class Explanation
{
    internal static List<string> Of(DevicePlan plan) =>
    [
        .. plan.Steps.GroupBy(step => step.Stage).OrderBy(stage => stage.Key).SelectMany(stage => stage.GroupBy(WhyOf).Select(Clause)),
        .. plan.Links.Where(link => link.Port.Feedback).SelectMany(Feedback),
        .. plan.Functions.Where(f => f.IsSingle).Select(f => $"{f.Name}: one instance follows all stack lines"),
    ];

    // Those who run after the same others for the same reasons are told in one clause.
    private static string WhyOf(PlanStep step) =>
        string.Join('\n', Direct(step).Select(r => $"{r.Other.Name} {r.Cause} {r.Subject}").Order(StringComparer.Ordinal)) + (step.Reasons.Count == 0 ? Sentences.Written(step) : "");

    private static string Clause(IGrouping<string, PlanStep> alike)
    {
        PlanStep[] steps = [.. alike];
        PlanStep step = steps[0];
        string names = string.Join(" ∥ ", steps.Select(s => s.Function.Name));
        if (step.Reasons.Count == 0) return $"{names}: {First(steps)}";
        string others = Sentences.List([.. step.After.Select(s => s.Function.Name)]);
        string verb = step.IsMerge ? " merges after " : " after ";
        return $"{names}{verb}{others}: {string.Join(", ", Direct(step).GroupBy(r => r.Cause).OrderBy(g => g.Key).Select(g => Why(step, g, steps.Length > 1)))}";
    }

    // Reasons that follow from others are left out.
    private static IEnumerable<PlanReason> Direct(PlanStep step) =>
        step.Reasons.Where(reason => step.After.Contains(reason.Other) && !(reason.Cause == PlanCause.FollowsGate && step.Reasons.Any(r => r.Other == reason.Other && r.Cause != reason.Cause)));

    private static string First(PlanStep[] steps)
    {
        int inline = steps.Count(step => step.Function.Mode == NfMode.Inline);
        string verdict = inline > 1 ? ", the strictest verdict counts" : "";
        if (steps[0].Writes != 0) return $"writes {Sentences.Written(steps[0])}";
        return steps.Length == 1 ? "reads only" : $"{(steps.Length == 2 ? "both" : "all")} read only{verdict}";
    }

    private static string Why(PlanStep step, IGrouping<PlanCause, PlanReason> reasons, bool several)
    {
        string[] subjects = [.. reasons.Select(r => r.Subject).Distinct()];
        string others = Sentences.List([.. reasons.Select(r => r.Other.Function.Name)]);
        string s = several ? "" : "s";
        return reasons.Key switch
        {
            PlanCause.Subscribes => $"subscribe{s} to {Sentences.List(subjects)}",
            PlanCause.Merges => $"wait{s} for {Sentences.List(subjects)} of each",
            PlanCause.Split => "follows its own splitting",
            PlanCause.Configured => "configured so",
            PlanCause.WritesWhatOtherReads => $"write{s} {Sentences.List(subjects)}",
            PlanCause.BothWrite => $"write{s} {Sentences.Written(step)} too",
            PlanCause.ReadsWhatOtherWrites => $"read{s} what {others} wrote",
            _ => $"{(several ? "taps see" : "a tap sees")} only what {others} let{(reasons.Count() > 1 ? "" : "s")} pass",
        };
    }

    private static IEnumerable<string> Feedback(PortLink link) =>
        link.Publishers.Select(p => $"{link.Function.Name} hears {p.Publication.Type} of {p.Function.Name} by feedback, which orders nothing");
}
