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
        OrderedRecord[] all = new OrderedRecord[buffers.Sum(b => b.Count)];
        int filled = 0;
        foreach (RecordBuffer buffer in buffers)
        {
            buffer.CopyTo(all.AsSpan(filled));
            filled += buffer.Count;
        }

        all.AsSpan().Sort(OrderedRecord.Compare);
        return Array.ConvertAll(all, r => r.Record);
    }
}
