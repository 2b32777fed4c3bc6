using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>
/// Who runs after whom. What cannot be otherwise comes first: publishers before subscribers, and what is configured. That gives one order, in which functions
/// that nothing orders stand as listed; along it, writers are put behind earlier readers and before later ones, and taps behind inline functions.
/// </summary>
internal static class Precedence
{
    /// <returns>The steps in an order in which they may run one after the other; empty where there is none.</returns>
    internal static IReadOnlyList<PlanStep> Order(IReadOnlyList<PlanFunction> functions, IReadOnlyList<PortLink> links, List<string> faults)
    {
        foreach (PlanFunction function in functions.Where(f => f.First != f.Last)) function.Last.RunAfter(function.First, PlanCause.Split);
        foreach (PortLink link in links.Where(link => !link.Port.Feedback && link.Stack == null)) OrderByType(link);
        foreach (PlanFunction function in functions) OrderAsConfigured(function, functions, faults);
        foreach (PortLink link in links.Where(link => !link.Port.Feedback && link.Stack != null)) OrderByWideType(link);
        foreach (PlanFunction gate in functions.Where(f => f.Mode == NfMode.Inline)) PutTapsBehind(gate, functions, links);
        List<PlanStep> order = LinearOrder([.. functions.SelectMany(f => f.Steps)], faults);
        for (int later = 1; later < order.Count; later++)
        {
            for (int earlier = 0; earlier < later; earlier++) OrderByBytes(order[earlier], order[later], faults);
        }

        foreach (PlanStep step in order) Place(step);
        return order;
    }

    private static void OrderByType(PortLink link)
    {
        foreach ((PlanFunction publisher, Publication publication) in link.Publishers)
        {
            // What a splitter asked comes back to its merging, which runs behind its splitting anyway.
            if (publisher == link.Function) continue;
            link.Step.RunAfter(SourceOf(link, publisher), link.Port.Merge ? PlanCause.Merges : PlanCause.Subscribes, publication.Type);
        }
    }

    // Who subscribes to EVENT or FLOW wants the stack's events; of NFs it gets what those publish that do not have to run later.
    private static void OrderByWideType(PortLink link)
    {
        link.Publishers.RemoveAll(p => IsLossy(link.Function) || IsLossy(p.Function) || MustFollow(SourceOf(link, p.Function), link.Step));
        OrderByType(link);
    }

    private static bool IsLossy(PlanFunction function) => function.Mode == NfMode.LossyTap;

    private static PlanStep SourceOf(PortLink link, PlanFunction publisher) => link.Port.Merge || !IsBranch(link.Function, publisher) ? publisher.Last : publisher.First;

    // A splitter's branch is who replies with what it merges.
    private static bool IsBranch(PlanFunction function, PlanFunction splitter) =>
        splitter.Declared.Ports.Any(port => port.Merge && function.Declared.Publications.Any(p => StackTypes.Is(p.Type, port.Type)));

    private static void OrderAsConfigured(PlanFunction function, IReadOnlyList<PlanFunction> functions, List<string> faults)
    {
        foreach (string name in function.Options.After)
        {
            PlanFunction[] others = [.. functions.Where(f => f.Application == function.Application && f.Options.Function == name && f != function)];
            if (others.Length == 0)
                faults.Add($"{function.Name} is to run after {name}, which is no other function of application {function.Application.Name}: correct After.");
            foreach (PlanFunction other in others) function.First.RunAfter(other.Last, PlanCause.Configured);
        }
    }

    private static List<PlanStep> LinearOrder(List<PlanStep> waiting, List<string> faults)
    {
        List<PlanStep> order = [];
        while (waiting.Count > 0)
        {
            PlanStep? next = waiting.Find(step => step.Reasons.All(reason => order.Contains(reason.Other)));
            if (next == null)
            {
                faults.Add(Sentences.Cycle(waiting));
                return [];
            }

            waiting.Remove(next);
            order.Add(next);
        }

        return order;
    }

    private static void OrderByBytes(PlanStep earlier, PlanStep later, List<string> faults)
    {
        if (earlier.Function == later.Function) return;
        bool conflict = true;
        if (earlier.Writes != 0 && later.Writes != 0) later.RunAfter(earlier, PlanCause.BothWrite, Sentences.Written(later));
        else if (later.Writes != 0 && earlier.ReadsPackets) later.RunAfter(earlier, PlanCause.WritesWhatOtherReads, Sentences.Written(later));
        else if (earlier.Writes != 0 && later.ReadsPackets) later.RunAfter(earlier, PlanCause.ReadsWhatOtherWrites, Sentences.Written(earlier));
        else conflict = false;
        if (conflict) CheckLossy(earlier, later, faults);
    }

    private static void CheckLossy(PlanStep earlier, PlanStep later, List<string> faults)
    {
        (PlanStep lossy, PlanStep writer) = earlier.Function.Mode == NfMode.LossyTap ? (earlier, later) : (later, earlier);
        if (lossy.Function.Mode != NfMode.LossyTap) return;
        faults.Add($"{lossy.Function.Name} is a lossy tap, which nobody waits for, and reads packets that {writer.Function.Name} writes: give {lossy.Function.Name} Mode 'tap'.");
    }

    // Of inline functions the strictest verdict counts, whoever ran first; a tap listed after one is to see what it lets pass, unless it has to run before.
    private static void PutTapsBehind(PlanFunction gate, IReadOnlyList<PlanFunction> functions, IReadOnlyList<PortLink> links)
    {
        foreach (PlanFunction tap in functions.Where(f => f.Mode == NfMode.Tap && f.Application == gate.Application && f.Number > gate.Number))
        {
            if (FollowsStack(tap, links) && !MustFollow(gate.Last, tap.First)) tap.First.RunAfter(gate.Last, PlanCause.FollowsGate);
        }
    }

    // Who follows NFs alone hears of packets that were dropped, too.
    private static bool FollowsStack(PlanFunction function, IReadOnlyList<PortLink> links) =>
        links.Any(link => link.Function == function && link.Stack is not (null or "clock"));

    // A circle is told by whoever seeks the order, so nothing is looked at twice here.
    private static bool MustFollow(PlanStep step, PlanStep other)
    {
        HashSet<PlanStep> seen = [];
        Stack<PlanStep> open = new([step]);
        while (open.TryPop(out PlanStep? next))
        {
            if (next == other) return true;
            if (!seen.Add(next)) continue;
            foreach (PlanReason reason in next.Reasons) open.Push(reason.Other);
        }

        return false;
    }

    private static void Place(PlanStep step)
    {
        PlanStep[] before = [.. step.Reasons.Select(reason => reason.Other).Distinct()];
        step.Ancestors = before.Concat(before.SelectMany(other => other.Ancestors)).ToHashSet();
        step.After = [.. before.Where(other => !before.Any(another => another.Ancestors.Contains(other)))];
        step.Stage = before.Length == 0 ? 0 : before.Max(other => other.Stage) + 1;
    }
}
