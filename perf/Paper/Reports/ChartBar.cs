using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.Reports;

/// <summary>A bar with its spread.</summary>
/// <param name="Name">Equal names have equal colours.</param>
/// <param name="Value">Its length.</param>
/// <param name="Min">Least of the repetitions.</param>
/// <param name="Max">Most of them.</param>
internal sealed record ChartBar(string Name, double Value, double Min, double Max)
{
    internal static ChartBar Of(string name, Series series) => new(name, series.Median, series.Min, series.Max);
}
