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
        foreach (PlanFunction function in next.Functions)
        {
            PlannedFunction? same = running.Select(step => step.Function).FirstOrDefault(f => AreSame(f.Plan, function) && !staying.ContainsValue(f));
            if (same != null) staying.Add(function, same);
        }
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
