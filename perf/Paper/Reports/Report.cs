namespace Microboxes.Paper.Reports;

/// <summary>What one benchmark found.</summary>
/// <param name="Name">The verb.</param>
/// <param name="Title">What was measured.</param>
internal sealed record Report(string Name, string Title)
{
    internal List<Table> Tables { get; } = [];

    /// <summary>What the plot shows; none is drawn without it.</summary>
    internal List<ChartGroup> Chart { get; } = [];

    /// <summary>What the plot's bars measure.</summary>
    internal string ChartUnit { get; set; } = "";

    /// <summary>How it was measured, and what was missing, in sentences.</summary>
    internal List<string> Notes { get; } = [];

    /// <summary>False when an answer was wrong: then no time counts.</summary>
    internal bool IsSound { get; set; } = true;
}
