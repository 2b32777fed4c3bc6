namespace Microboxes.Paper.Reports;

/// <summary>Rows of named values: text, whole numbers, doubles, booleans or null.</summary>
internal sealed class Table(string title, params string[] columns)
{
    internal string Title { get; } = title;

    internal IReadOnlyList<string> Columns { get; } = columns;

    internal List<object?[]> Rows { get; } = [];

    internal void Add(params object?[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, Columns.Count);
        Rows.Add(values);
    }
}
