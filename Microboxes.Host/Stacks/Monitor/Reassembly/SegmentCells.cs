using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>A fixed pool of 64-byte cells, each a node or a list, named by ints from 1. The system backs only those once used.</summary>
internal sealed unsafe class SegmentCells : IDisposable
{
    internal const int CellBytes = 64;
    private readonly int capacity;
    private byte* memory;
    private int unused = 1;
    private int free;

    internal SegmentCells(int capacity)
    {
        this.capacity = capacity;
        Available = capacity;
        memory = (byte*)NativeMemory.AlignedAlloc(((nuint)capacity + 1) * CellBytes, CellBytes);
    }

    internal int Available { get; private set; }

    /// <summary>Steps from node to node so far: the cost of holding, counted instead of timed.</summary>
    internal long Visits { get; set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SegmentNode* Node(int cell) => (SegmentNode*)(memory + ((nint)cell * CellBytes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SegmentList* List(int cell) => (SegmentList*)(memory + ((nint)cell * CellBytes));

    /// <summary>A cell with all bits zero, or 0 when none is left.</summary>
    internal int Rent()
    {
        int cell = free;
        if (cell != 0) free = *(int*)Node(cell);
        else if (unused <= capacity) cell = unused++;
        else return 0;
        Available--;
        Unsafe.InitBlock(Node(cell), 0, CellBytes);
        return cell;
    }

    internal void Return(int cell)
    {
        *(int*)Node(cell) = free;
        free = cell;
        Available++;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(memory);
        memory = null;
    }
}
