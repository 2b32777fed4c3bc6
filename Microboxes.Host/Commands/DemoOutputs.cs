using Microboxes.Host.Functions;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Commands;

/// <summary>Keeps the records of each function apart.</summary>
internal sealed class DemoOutputs : INfOutputs
{
    private readonly Dictionary<string, CollectedRecords> functions = new(StringComparer.Ordinal);

    public INfOutput Open(string application, string function, string target, int stackLine)
    {
        if (!functions.TryGetValue(function, out CollectedRecords? records)) functions.Add(function, records = new());
        return records.Open(application, function, target, stackLine);
    }

    internal IReadOnlyList<ReadOnlyMemory<byte>> Of(string function) =>
        functions.TryGetValue(function, out CollectedRecords? records) ? records.Sorted() : [];
}
