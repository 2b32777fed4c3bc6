using System.Text.Json.Nodes;

namespace Microboxes.Host.Tests.Admin;

/// <summary>Reads an audit log that is still being written.</summary>
internal static class AuditText
{
    internal static JsonNode[] Lines(string path)
    {
        if (!File.Exists(path)) return [];
        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>Waits for a line that somebody else's thread is about to write.</summary>
    internal static async Task<JsonNode> Await(string path, Func<JsonNode, bool> isMeant)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
        while (true)
        {
            if (Lines(path).FirstOrDefault(isMeant) is { } line) return line;
            if (patience.IsCancellationRequested) throw new TimeoutException("The audit log lacks the line; it holds: " + string.Join("\n", Lines(path).Select(l => l.ToJsonString())));
            await Task.Delay(20, CancellationToken.None);
        }
    }

    internal static bool IsRefusal(JsonNode line) => (string)line["outcome"]! == "refused";
}
