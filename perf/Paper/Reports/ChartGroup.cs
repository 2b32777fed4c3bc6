namespace Microboxes.Paper.Reports;

/// <summary>Bars that belong together.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Bars">From top to bottom.</param>
internal sealed record ChartGroup(string Name, params IReadOnlyList<ChartBar> Bars);
