using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.Figures;

/// <summary>The table of what a figure must show: each demand is judged by the 90 % bound of interleaved repetitions, not by a median.</summary>
internal sealed class Demands
{
    internal Table Table { get; } = new("what it must show", "what", "paper", "ours", "min", "max", "90 % bound", "required", "met");

    internal void AtLeast(string what, string paper, Series series, double required) =>
        Add(what, paper, series, series.Bounds90().Lower, $"≥ {Text(required)}", series.Bounds90().Lower >= required);

    internal void AtMost(string what, string paper, Series series, double required) =>
        Add(what, paper, series, series.MeanBounds90().Upper, $"≤ {Text(required)}", series.MeanBounds90().Upper <= required);

    /// <summary>A figure without a demand.</summary>
    internal void Tell(string what, string paper, Series series) => Table.Add(what, paper, series.Median, series.Min, series.Max, null, "", null);

    private void Add(string what, string paper, Series series, double bound, string required, bool met) =>
        Table.Add(what, paper, series.Median, series.Min, series.Max, bound, required, met);

    private static string Text(double number) => number.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
