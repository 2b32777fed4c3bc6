using System.Runtime.InteropServices;

namespace Microboxes.Nf.Digest;

/// <summary>The gaps of one stream: native memory that the flow's state owns, taken when the first gap is seen and freed with the flow.</summary>
internal unsafe struct GapList
{
    private Gap* gaps;
    private int count;
    private int capacity;

    internal readonly ReadOnlySpan<Gap> All => new(gaps, count);

    /// <summary>Adds a gap; one that begins where the last ended makes that one longer.</summary>
    internal void Add(long offset, long length)
    {
        if (count > 0 && gaps[count - 1].Offset + gaps[count - 1].Length == offset)
        {
            gaps[count - 1].Length += length;
            return;
        }

        if (count == capacity) Grow();
        gaps[count++] = new() { Offset = offset, Length = length };
    }

    internal void Free()
    {
        NativeMemory.Free(gaps);
        this = default;
    }

    private void Grow()
    {
        capacity = Math.Max(4, 2 * capacity);
        gaps = (Gap*)NativeMemory.Realloc(gaps, (nuint)capacity * (nuint)sizeof(Gap));
    }
}
