using System.Numerics;
using System.Runtime.InteropServices;

namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>
/// Contiguous native memory for datagrams that were put together, until their last reader is done. A buddy allocator of 2 KB to 128 KB (the largest datagram is
/// 40 + 65535 bytes): constant work per call, and neighbours that are free grow together again, so that no mix of sizes wears the memory out.
/// </summary>
internal sealed unsafe class AssembledBuffers : IDisposable
{
    private const int UnitShift = 11;
    private const int TopOrder = 6;
    private const byte FreeHead = 0x40;
    private const byte UsedHead = 0x80;

    private readonly byte* memory;
    private readonly byte* states;
    private readonly int units;
    private readonly int* heads;

    // Memory behind this unit was never used and never touched, so it costs nothing.
    private int unused;

    internal AssembledBuffers(long bytes)
    {
        long tops = Math.Clamp(bytes >> (UnitShift + TopOrder), 1, int.MaxValue >> (TopOrder + 1));
        units = (int)tops << TopOrder;
        memory = (byte*)NativeMemory.AlignedAlloc((nuint)units << UnitShift, 4096);
        states = (byte*)NativeMemory.AllocZeroed((nuint)units);
        heads = (int*)NativeMemory.Alloc(TopOrder + 1, sizeof(int));
        new Span<int>(heads, TopOrder + 1).Fill(-1);
    }

    /// <summary>Buffers taken and not returned.</summary>
    internal int InUse { get; private set; }

    internal bool Contains(byte* address) => address >= memory && address < memory + ((long)units << UnitShift);

    /// <summary>A buffer of at least so many bytes, or null when none is left.</summary>
    internal byte* Take(int bytes)
    {
        int wanted = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(bytes, 1 << UnitShift))) - UnitShift;
        int order = wanted;
        while (order <= TopOrder && heads[order] < 0) order++;
        if (order > TopOrder && !Grow()) return null;
        if (order > TopOrder) order = TopOrder;
        int unit = heads[order];
        Remove(unit, order);
        while (order > wanted) Push(unit + (1 << --order), order);
        states[unit] = (byte)(UsedHead | wanted);
        InUse++;
        return Address(unit);
    }

    /// <summary>Gives a buffer back by its address; anything that is not a buffer in use is left alone.</summary>
    internal void Return(byte* buffer)
    {
        if (!Contains(buffer) || ((buffer - memory) & ((1 << UnitShift) - 1)) != 0) return;
        int unit = (int)((buffer - memory) >> UnitShift);
        if ((states[unit] & UsedHead) == 0) return;
        int order = states[unit] & ~UsedHead;
        states[unit] = 0;
        for (; order < TopOrder; order++)
        {
            int buddy = unit ^ (1 << order);
            if (states[buddy] != (FreeHead | order)) break;
            Remove(buddy, order);
            unit &= ~(1 << order);
        }

        Push(unit, order);
        InUse--;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(memory);
        NativeMemory.Free(states);
        NativeMemory.Free(heads);
    }

    private bool Grow()
    {
        if (unused == units) return false;
        Push(unused, TopOrder);
        unused += 1 << TopOrder;
        return true;
    }

    private byte* Address(int unit) => memory + ((long)unit << UnitShift);

    // A free buffer begins with the units of its neighbours in the free list.
    private ref int Next(int unit) => ref *(int*)Address(unit);

    private ref int Previous(int unit) => ref *(int*)(Address(unit) + sizeof(int));

    private void Push(int unit, int order)
    {
        states[unit] = (byte)(FreeHead | order);
        Next(unit) = heads[order];
        Previous(unit) = -1;
        if (heads[order] >= 0) Previous(heads[order]) = unit;
        heads[order] = unit;
    }

    private void Remove(int unit, int order)
    {
        states[unit] = 0;
        int next = Next(unit);
        int previous = Previous(unit);
        if (previous >= 0) Next(previous) = next;
        else heads[order] = next;
        if (next >= 0) Previous(next) = previous;
    }
}
