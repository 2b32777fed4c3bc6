using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>
/// Native memory for copied segments: a buddy system (Knuth, TAOCP 1, 2.5), because segments come in all sizes and the bound on
/// memory must hold whatever sizes came before.
/// </summary>
internal sealed unsafe class CopyBlockPool : IDisposable
{
    internal const int ChunkOrder = 18;
    internal const uint MaxLength = (1u << ChunkOrder) - CopyBlock.HeaderBytes;
    private const int MinOrder = 7;
    private readonly nint[] chunks;
    private readonly nint[] freeOfOrder = new nint[ChunkOrder + 1];
    private int chunkCount;

    internal CopyBlockPool(long maxBytes) => chunks = new nint[Math.Max(1, (maxBytes + (1 << ChunkOrder) - 1) >> ChunkOrder)];

    internal long ReservedBytes => (long)chunkCount << ChunkOrder;

    /// <summary>Bytes of blocks in use, headers and rounding included.</summary>
    internal long UsedBytes { get; private set; }

    /// <summary>A block for that many bytes, or null when memory is used up or the length is above <see cref="MaxLength"/>.</summary>
    internal CopyBlock* Rent(uint length)
    {
        if (length > MaxLength) return null;
        int wanted = Math.Max(MinOrder, 32 - BitOperations.LeadingZeroCount(length + CopyBlock.HeaderBytes - 1));
        int order = wanted;
        while (order < ChunkOrder && freeOfOrder[order] == 0) order++;
        if (freeOfOrder[order] == 0 && !TryAddChunk()) return null;
        CopyBlock* block = (CopyBlock*)freeOfOrder[order];
        Unlink(block);
        while (order > wanted) Link((CopyBlock*)((byte*)block + (1 << --order)), order);
        *block = new CopyBlock { Order = (short)wanted, Length = length };
        UsedBytes += 1L << wanted;
        return block;
    }

    internal void Return(CopyBlock* block)
    {
        int order = block->Order;
        UsedBytes -= 1L << order;
        for (; order < ChunkOrder; order++)
        {
            // Chunks are aligned to their size, so the other half differs in one address bit.
            CopyBlock* buddy = (CopyBlock*)((nint)block ^ (1 << order));
            if (!buddy->IsFree || buddy->Order != order) break;
            Unlink(buddy);
            if (buddy < block) block = buddy;
        }

        Link(block, order);
    }

    public void Dispose()
    {
        while (chunkCount > 0) NativeMemory.AlignedFree((void*)chunks[--chunkCount]);
        Array.Clear(freeOfOrder);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryAddChunk()
    {
        if (chunkCount == chunks.Length) return false;
        void* chunk = NativeMemory.AlignedAlloc(1 << ChunkOrder, 1 << ChunkOrder);
        chunks[chunkCount++] = (nint)chunk;
        Link((CopyBlock*)chunk, ChunkOrder);
        return true;
    }

    private void Link(CopyBlock* block, int order)
    {
        CopyBlock* next = (CopyBlock*)freeOfOrder[order];
        *block = new CopyBlock { Order = (short)order, IsFree = true, NextFree = next };
        if (next != null) next->PreviousFree = block;
        freeOfOrder[order] = (nint)block;
    }

    private void Unlink(CopyBlock* block)
    {
        if (block->NextFree != null) block->NextFree->PreviousFree = block->PreviousFree;
        if (block->PreviousFree != null) block->PreviousFree->NextFree = block->NextFree;
        else freeOfOrder[block->Order] = (nint)block->NextFree;
        block->IsFree = false;
    }
}
