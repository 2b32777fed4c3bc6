using System.Text.Json;
using Microboxes.Host;
using Microboxes.Host.Stacks.Monitor;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>What a replay into Digest gave.</summary>
/// <param name="Report">The plane's own report.</param>
/// <param name="Monitor">Monitor's counters, line by line.</param>
/// <param name="Records">Digest's lines, sorted.</param>
internal sealed record DigestResult(PlaneReport Report, IReadOnlyList<MonitorCounters> Monitor, IReadOnlyList<string> Records)
{
    /// <summary>The TCP flows.</summary>
    internal List<FlowText> Flows => [.. Records.Select(Parse).Where(record => !record.TryGetProperty("protocol", out _)).Select(FlowText.Of)];

    /// <summary>Drops by reason.</summary>
    internal string Drops => string.Join(' ', Report.Drops.Select(drop => $"{drop.Key}:{drop.Value}"));

    private static JsonElement Parse(string record)
    {
        using JsonDocument document = JsonDocument.Parse(record);
        return document.RootElement.Clone();
    }
}
