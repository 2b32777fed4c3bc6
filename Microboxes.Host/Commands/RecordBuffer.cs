using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Commands;

/// <summary>The records of one NF instance, copied into large blocks.</summary>
internal sealed class RecordBuffer : INfOutput
{
    private const int BlockSize = 1 << 20;
    private readonly List<(long Order, int Block, int Start, int Length)> index = [];
    private readonly List<byte[]> blocks = [];
    private int used;

    public void Write(long order, ReadOnlySpan<byte> record)
    {
        if (blocks.Count == 0 || record.Length > blocks[^1].Length - used) AddBlock(record.Length);
        record.CopyTo(blocks[^1].AsSpan(used));
        index.Add((order, blocks.Count - 1, used, record.Length));
        used += record.Length;
    }

    internal IEnumerable<(long Order, ReadOnlyMemory<byte> Record)> Records() =>
        index.Select(r => (r.Order, (ReadOnlyMemory<byte>)blocks[r.Block].AsMemory(r.Start, r.Length)));

    private void AddBlock(int length)
    {
        blocks.Add(new byte[Math.Max(BlockSize, length)]);
        used = 0;
    }
}
