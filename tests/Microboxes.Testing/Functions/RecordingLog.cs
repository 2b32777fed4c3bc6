using Microboxes.Plugins.Functions;

namespace Microboxes.Testing.Functions;

/// <summary>Keeps what an NF logs.</summary>
public sealed class RecordingLog : INfLog
{
    private readonly List<string> lines = [];

    /// <summary>What was logged, in order.</summary>
    public IReadOnlyList<string> Lines => lines;

    /// <inheritdoc/>
    public void Information(string message) => lines.Add(message);

    /// <inheritdoc/>
    public void Warning(string message) => lines.Add(message);
}
