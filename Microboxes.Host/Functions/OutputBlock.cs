using System.Buffers.Binary;

namespace Microboxes.Host.Functions;

/// <summary>A run of records on their way to the writing thread, each behind its order and length.</summary>
internal sealed class OutputBlock(int size)
{
    internal const int HeaderSize = sizeof(long) + sizeof(int);

    private readonly byte[] bytes = new byte[size];
    private int used;

    internal bool IsEmpty => used == 0;

    internal bool Fits(int recordLength) => HeaderSize + recordLength <= bytes.Length - used;

    internal void Add(long order, ReadOnlySpan<byte> record)
    {
        Span<byte> free = bytes.AsSpan(used);
        BinaryPrimitives.WriteInt64LittleEndian(free, order);
        BinaryPrimitives.WriteInt32LittleEndian(free[sizeof(long)..], record.Length);
        record.CopyTo(free[HeaderSize..]);
        used += HeaderSize + record.Length;
    }

    /// <summary>Takes the record at <paramref name="position"/> and moves on; false at the end.</summary>
    internal bool Next(ref int position, out long order, out ReadOnlySpan<byte> record)
    {
        order = 0;
        record = default;
        if (position == used) return false;
        ReadOnlySpan<byte> rest = bytes.AsSpan(position, used - position);
        order = BinaryPrimitives.ReadInt64LittleEndian(rest);
        record = rest.Slice(HeaderSize, BinaryPrimitives.ReadInt32LittleEndian(rest[sizeof(long)..]));
        position += HeaderSize + record.Length;
        return true;
    }

    internal void Clear() => used = 0;

    internal bool HasSize(int wanted) => bytes.Length == wanted;
}
