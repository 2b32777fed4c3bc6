using System.Runtime.InteropServices;
using Microboxes.Host.Functions;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Commands;

/// <summary>Keeps the records of a command's NF in memory, each stack line's apart, to print them sorted when the traffic has ended.</summary>
internal sealed class CollectedRecords : INfOutputs
{
    private readonly List<RecordBuffer> buffers = [];

    public INfOutput Open(string application, string function, string target, int stackLine)
    {
        RecordBuffer buffer = new();
        buffers.Add(buffer);
        return buffer;
    }

    /// <summary>All records, by their order keys; those of one key by their bytes, so that the number of stack lines does not show.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Sorted()
    {
        List<(long Order, ReadOnlyMemory<byte> Record)> all = [.. buffers.SelectMany(b => b.Records())];
        CollectionsMarshal.AsSpan(all).Sort((a, b) => a.Order != b.Order ? a.Order.CompareTo(b.Order) : a.Record.Span.SequenceCompareTo(b.Record.Span));
        return all.ConvertAll(r => r.Record);
    }
}
