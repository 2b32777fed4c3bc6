namespace Microboxes.Host.Reports;

/// <summary>A plan as the operator sees it.</summary>
/// <param name="Faults">A sentence for each thing that is wrong; where there is one, nothing may be wired by this plan.</param>
/// <param name="Devices">What runs on each device; empty where there is a fault.</param>
internal sealed record PlanReport(IReadOnlyList<string> Faults, IReadOnlyList<DevicePlanReport> Devices);
