namespace Microboxes.Host.Reports;

/// <summary>What runs on one device.</summary>
/// <param name="Device">Its name.</param>
/// <param name="Stacks">Its stack lines, each of which runs this.</param>
/// <param name="Rings">The rings and how many of their 64 ports are taken.</param>
/// <param name="Stages">Stages, one after the other; what is in one runs in parallel.</param>
/// <param name="Explain">The reasons in words; null where nobody asked.</param>
internal sealed record DevicePlanReport(
    string Device,
    int Stacks,
    IReadOnlyList<RingReport> Rings,
    IReadOnlyList<IReadOnlyList<PlanStepReport>> Stages,
    IReadOnlyList<string>? Explain);
