using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Commands;

/// <summary>The records of one NF instance, copied into large blocks.</summary>
internal sealed class RecordBuffer : INfOutput
{
    private const int BlockSize = 1 << 20;
    private readonly List<RecordPlace> index = [];
    private readonly List<byte[]> blocks = [];
    private int used;

    public void Write(long order, ReadOnlySpan<byte> record)
    {
        if (blocks.Count == 0 || record.Length > blocks[^1].Length - used) AddBlock(record.Length);
        record.CopyTo(blocks[^1].AsSpan(used));
        index.Add(new(order, blocks.Count - 1, used, record.Length));
        used += record.Length;
    }

    internal int Count => index.Count;

    /// <summary>Copies what was written to the first elements of <paramref name="records"/>.</summary>
    internal void CopyTo(Span<OrderedRecord> records)
    {
        for (int i = 0; i < index.Count; i++)
        {
            RecordPlace place = index[i];
            records[i] = new(place.Order, blocks[place.Block].AsMemory(place.Start, place.Length));
        }
    }

    private void AddBlock(int length)
    {
        blocks.Add(new byte[Math.Max(BlockSize, length)]);
        used = 0;
    }
}
