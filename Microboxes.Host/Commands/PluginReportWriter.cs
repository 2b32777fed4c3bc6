using System.Text.Json;

namespace Microboxes.Host.Commands;

/// <summary>Writes what became of plugins as a member of a JSON object.</summary>
internal static class PluginReportWriter
{
    internal static void Write(Utf8JsonWriter json, IReadOnlyList<PluginReport> plugins)
    {
        json.WriteStartArray("plugins"u8);
        foreach (PluginReport plugin in plugins) Write(json, plugin);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, PluginReport plugin)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, plugin.Name);
        WriteAll(json, "functions", plugin.Functions);
        json.WriteString("version"u8, plugin.Version);
        json.WriteString("status"u8, plugin.State);
        json.WriteString("reason"u8, plugin.Reason);
        json.WriteNumber("reloads"u8, plugin.Reloads);
        json.WriteNumber("swaps"u8, plugin.Swaps);
        json.WriteNumber("refused"u8, plugin.Refused);
        json.WriteNumber("longest_pause_us"u8, Math.Round(plugin.LongestPause.TotalMicroseconds, 1));
        json.WriteNumber("longest_pause_own_us"u8, Math.Round(plugin.LongestWork.TotalMicroseconds, 1));
        json.WriteNumber("mean_pause_own_us"u8, Math.Round(plugin.Worked.TotalMicroseconds / Math.Max(plugin.Swaps, 1), 1));
        json.WriteNumber("mean_pause_us"u8, Math.Round(plugin.Paused.TotalMicroseconds / Math.Max(plugin.Swaps, 1), 1));
        json.WriteNumber("contexts_retired"u8, plugin.Retired);
        json.WriteNumber("contexts_collected"u8, plugin.Collected);
        json.WriteStartArray("leaked"u8);
        foreach (LeakReport leak in plugin.Leaked) Write(json, leak);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LeakReport leak)
    {
        json.WriteStartObject();
        json.WriteString("version"u8, leak.Version);
        WriteAll(json, "root", leak.Root);
        json.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
