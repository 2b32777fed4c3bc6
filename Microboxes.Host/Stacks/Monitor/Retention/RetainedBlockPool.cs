using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Host.Stacks.Monitor.Retention;

/// <summary>
/// Blocks of one size in native memory, up to a cap. They are taken from the system in chunks, are never given back while the line lives, and so can be
/// looked at by any reader at any time.
/// </summary>
internal sealed unsafe class RetainedBlockPool : IDisposable
{
    private const int ChunkBits = 9;
    private const int ChunkBlocks = 1 << ChunkBits;
    private readonly byte** chunks;
    private readonly int most;
    private int neverUsed = 1;
    private int firstFree;

    internal RetainedBlockPool(long maxBytes)
    {
        most = (int)Math.Min(maxBytes / RetainedBlock.Size, int.MaxValue - ChunkBlocks);
        chunks = (byte**)NativeMemory.AllocZeroed((nuint)((most >> ChunkBits) + 1), (nuint)sizeof(byte*));
    }

    /// <summary>Blocks in use.</summary>
    internal int Used { get; private set; }

    /// <summary>The most blocks that were ever in use at once.</summary>
    internal int Peak { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal RetainedBlock* At(int number) => (RetainedBlock*)(chunks[number >> ChunkBits] + ((long)(number & (ChunkBlocks - 1)) * RetainedBlock.Size));

    /// <summary>A block's number, or 0 at the cap. Numbers begin with 1.</summary>
    internal int Rent()
    {
        int number = firstFree;
        if (number != 0) firstFree = At(number)->Next;
        else if (neverUsed > most) return 0;
        else number = TakeNew();
        Peak = Math.Max(Peak, ++Used);
        return number;
    }

    internal void Return(int number)
    {
        At(number)->Next = firstFree;
        firstFree = number;
        Used--;
    }

    public void Dispose()
    {
        for (int chunk = 0; chunk <= most >> ChunkBits; chunk++) NativeMemory.AlignedFree(chunks[chunk]);
        NativeMemory.Free(chunks);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int TakeNew()
    {
        byte** chunk = chunks + (neverUsed >> ChunkBits);
        if (*chunk == null) *chunk = (byte*)NativeMemory.AlignedAlloc(ChunkBlocks * RetainedBlock.Size, 64);
        return neverUsed++;
    }
}
