using Microboxes.Host.Reports;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Planning;

/// <summary>Shows a plan.</summary>
internal static class PlanReports
{
    internal static PlanReport Of(Plan plan, IReadOnlyList<string> faults, bool explain) =>
        new(faults, faults.Count > 0 ? [] : [.. plan.Devices.Select(device => Of(device, explain))]);

    private static DevicePlanReport Of(DevicePlan plan, bool explain) => new(
        plan.Device,
        plan.Stacks,
        [.. plan.Rings.Select(ring => new RingReport(ring.Publisher?.Name ?? "stack", ring.Ports))],
        [.. plan.Steps.GroupBy(step => step.Stage).OrderBy(stage => stage.Key).Select(stage => stage.Select(step => Of(plan, step)).ToArray())],
        explain ? Explanation.Of(plan) : null);

    private static PlanStepReport Of(DevicePlan plan, PlanStep step) => new(
        step.Name,
        step.Function.Application.Name,
        step.Function.Options.Function,
        ModeOf(step.Function),
        step.Function.IsSingle ? "single" : "stack",
        [.. step.After.Select(other => other.Name)],
        [.. plan.Links.Where(link => link.Step == step).Select(Of)],
        [.. step.Function.Declared.Publications.Select(p => new PublicationReport(p.Type, p.PayloadSize, p.MostPerEvent))]);

    private static SubscriptionReport Of(PortLink link) => new(
        link.Port.Type,
        SourcesOf(link),
        link.Port.Half,
        link.Port.Sender,
        link.Port.Where,
        link.Port.Writes == PortWrites.None ? null : link.Port.Writes.ToString().ToLowerInvariant(),
        link.Port.Dynamic,
        link.Port.Feedback);

    // Whoever subscribes to a type passes it on: behind such a function, that is where the stack's events come from.
    private static string[] SourcesOf(PortLink link)
    {
        string[] publishers = [.. link.Publishers.Select(p => p.Function.Name).Distinct()];
        if (link.Stack == null) return publishers;
        string[] passingOn = [.. link.Step.After.Where(step => step.Ports.Any(port => PassesOn(port, link.Port))).Select(step => step.Name)];
        return [.. passingOn.Length > 0 ? passingOn : [link.Stack], .. publishers.Except(passingOn)];
    }

    private static bool PassesOn(Port port, Port to) =>
        port.TimerPeriod == TimeSpan.Zero && to.TimerPeriod == TimeSpan.Zero && (StackTypes.Is(port.Type, to.Type) || StackTypes.Is(to.Type, port.Type));

    private static string ModeOf(PlanFunction function) => function.Mode switch
    {
        NfMode.Inline => "inline",
        NfMode.LossyTap => "lossy",
        _ => "tap",
    };
}
