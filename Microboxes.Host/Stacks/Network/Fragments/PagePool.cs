using System.Runtime.InteropServices;

namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>
/// Native memory for waiting fragments. A page is 256 blocks of 8 bytes (the unit of fragment offsets) followed by the owner of each block: where the fragment it
/// came from starts and ends, in blocks, or 0. With an owner per block no number, order or size of fragments makes a fragment dearer than its bytes.
/// </summary>
internal sealed unsafe class PagePool : IDisposable
{
    internal const int BlocksPerPage = 256;
    internal const int BytesPerPage = BlocksPerPage * (sizeof(ulong) + sizeof(uint));

    private readonly byte* memory;
    private readonly int capacity;
    private int unused = 1;
    private int firstFree;

    internal PagePool(long bytes)
    {
        capacity = (int)Math.Clamp(bytes / BytesPerPage, Datagram.PageCount + 1, int.MaxValue - 2);
        memory = (byte*)NativeMemory.AlignedAlloc((nuint)capacity * BytesPerPage, 64);
        Free = capacity;
    }

    /// <summary>Pages that can be taken.</summary>
    internal int Free { get; private set; }

    internal int InUse => capacity - Free;

    internal static ulong* Blocks(byte* page) => (ulong*)page;

    internal static uint* Owners(byte* page) => (uint*)(page + BlocksPerPage * sizeof(ulong));

    /// <summary>Address of a page by its number, which begins at 1.</summary>
    internal byte* this[int page] => memory + (long)(page - 1) * BytesPerPage;

    /// <summary>Takes a page without owners; its bytes are whatever they were. The caller has looked at <see cref="Free"/>.</summary>
    internal int Take()
    {
        Free--;
        int page = firstFree;
        if (page == 0) page = unused++; // Memory never used is never touched, so it costs nothing.
        else firstFree = *(int*)this[page];
        new Span<uint>(Owners(this[page]), BlocksPerPage).Clear();
        return page;
    }

    internal void Return(int page)
    {
        *(int*)this[page] = firstFree;
        firstFree = page;
        Free++;
    }

    public void Dispose() => NativeMemory.AlignedFree(memory);
}
