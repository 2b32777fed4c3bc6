using Microboxes.Host.Control.Planning;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control;

/// <summary>Which functions of a plan run already, so that they stay as they are: the same NF in the same application, configured and declared alike.</summary>
internal sealed class PlanMatch
{
    private readonly Dictionary<PlanFunction, PlannedFunction> staying = [];
    private readonly IReadOnlyList<WiredStep> running;

    internal PlanMatch(IReadOnlyList<WiredStep> running, DevicePlan next)
    {
        this.running = running;
        PlannedFunction[] known = [.. running.Select(step => step.Function).Distinct()];
        foreach ((PlanFunction function, PlanFunction same) in Pairs([.. known.Select(f => f.Plan)], next.Functions))
            staying.Add(function, known.First(f => f.Plan == same));
    }

    /// <summary>For each function of a plan that stays, what it is in the plan before.</summary>
    internal static Dictionary<PlanFunction, PlanFunction> Pairs(IReadOnlyList<PlanFunction> before, IReadOnlyList<PlanFunction> next)
    {
        Dictionary<PlanFunction, PlanFunction> pairs = [];
        foreach (PlanFunction function in next)
        {
            if (before.FirstOrDefault(f => AreSame(f, function) && !pairs.ContainsValue(f)) is { } same) pairs.Add(function, same);
        }

        return pairs;
    }

    /// <summary>What runs already of a function of the plan, or null.</summary>
    internal PlannedFunction? Running(PlanFunction next) => staying.GetValueOrDefault(next);

    /// <summary>A step of the plan, with the adapter and ring that it has if it runs already.</summary>
    internal WiredStep StepOf(PlannedFunction function, PlanStep step)
    {
        if (Running(function.Plan) is not { } known) return new(function, step);
        WiredStep before = running.First(s => s.Function == known && s.IsMerge == step.IsMerge);
        return new(function, step) { Stays = true, Adapter = before.Adapter, Output = before.Output };
    }

    private static bool AreSame(PlanFunction before, PlanFunction next) =>
        before.Application.Name == next.Application.Name && before.Application.Match == next.Application.Match
        && before.Options.Function == next.Options.Function && before.Options.Output == next.Options.Output && before.Options.OnFailure == next.Options.OnFailure
        && before.Mode == next.Mode && before.IsSingle == next.IsSingle
        && before.Options.Settings.Count == next.Options.Settings.Count && !before.Options.Settings.Except(next.Options.Settings).Any()
        && before.Declared.Ports.Select(Told).SequenceEqual(next.Declared.Ports.Select(Told))
        && before.Declared.Publications.Select(Told).SequenceEqual(next.Declared.Publications.Select(Told));

    private static (Port, ulong) Told(Port port) => (port with { Payload = null }, port.Payload?.Fingerprint ?? 0);

    private static (string, ulong, int) Told(Publication publication) => (publication.Type, publication.Fingerprint, publication.MostPerEvent);
}
