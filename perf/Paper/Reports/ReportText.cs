using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Microboxes.Paper.Reports;

/// <summary>A report as Markdown, which reads well on a terminal too, and as JSON.</summary>
internal static class ReportText
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    internal static string Markdown(Report report)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {report.Title}").AppendLine().AppendLine(Machine.Describe());
        foreach (Table table in report.Tables) Append(text, table);
        if (report.Notes.Count > 0) text.AppendLine();
        foreach (string note in report.Notes) text.AppendLine(CultureInfo.InvariantCulture, $"- {note}");
        return text.ToString();
    }

    internal static string Json(Report report)
    {
        using MemoryStream output = new();
        using (Utf8JsonWriter json = new(output, Indented))
        {
            json.WriteStartObject();
            json.WriteString("benchmark", report.Name);
            json.WriteString("machine", Machine.Describe());
            json.WriteBoolean("sound", report.IsSound);
            foreach (Table table in report.Tables) Write(json, table);
            json.WriteStartArray("notes");
            foreach (string note in report.Notes) json.WriteStringValue(note);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.ToArray()) + "\n";
    }

    private static void Append(StringBuilder text, Table table)
    {
        string[][] rows = [[.. table.Columns], .. table.Rows.Select(row => row.Select(Show).ToArray())];
        int[] widths = [.. table.Columns.Select((_, i) => rows.Max(row => row[i].Length))];
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {table.Title}").AppendLine();
        for (int row = 0; row < rows.Length; row++)
        {
            text.Append('|');
            for (int i = 0; i < widths.Length; i++) text.Append(' ').Append(rows[row][i].PadRight(widths[i])).Append(" |");
            text.AppendLine();
            if (row == 0) text.Append('|').AppendJoin('|', widths.Select(width => new string('-', width + 2))).AppendLine("|");
        }
    }

    private static string Show(object? value) => value switch
    {
        null => "",
        bool met => met ? "yes" : "NO",
        double number => number.ToString(Math.Abs(number) < 10 ? "F2" : "F1", CultureInfo.InvariantCulture),
        long number => number.ToString("N0", CultureInfo.InvariantCulture),
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static void Write(Utf8JsonWriter json, Table table)
    {
        json.WriteStartArray(table.Title);
        foreach (object?[] row in table.Rows)
        {
            json.WriteStartObject();
            for (int i = 0; i < row.Length; i++) Write(json, table.Columns[i], row[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case bool met: json.WriteBoolean(name, met); break;
            case double number when double.IsFinite(number): json.WriteNumber(name, Math.Round(number, 4)); break;
            case double: json.WriteNull(name); break;
            case long number: json.WriteNumber(name, number); break;
            case int number: json.WriteNumber(name, number); break;
            default: json.WriteString(name, value.ToString()); break;
        }
    }
}
