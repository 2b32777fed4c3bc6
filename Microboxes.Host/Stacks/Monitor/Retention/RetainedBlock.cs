using System.Runtime.InteropServices;

namespace Microboxes.Host.Stacks.Monitor.Retention;

/// <summary>
/// Header of a native block of retained stream bytes. Bytes grow up behind it; down from the block's end grow marks, each saying from which event on how many
/// of the bytes are there. The stack line alone writes; readers on other lanes find what their event may show by the marks.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RetainedBlock
{
    internal const int Size = 2048;
    private const int HeaderBytes = 40;
    private const int MarkBytes = sizeof(ulong);

    private ulong offset;
    private long firstSequence;
    private int next;
    private int length;
    private int marks;
    private int restarts;

    /// <summary>Stream offset of the first byte.</summary>
    internal readonly ulong Offset => offset;

    /// <summary>Stream offset behind the last byte. The stack line's view.</summary>
    internal readonly ulong End => offset + (uint)length;

    /// <summary>True where the stream began anew, so that what earlier blocks hold is none of it.</summary>
    internal readonly bool Restarts => restarts != 0;

    /// <summary>The following block's number, 0 for none.</summary>
    internal int Next
    {
        readonly get => Volatile.Read(in next);
        set => Volatile.Write(ref next, value);
    }

    /// <summary>Begins a block whose first byte, or whose place behind a gap, is shown by events from <paramref name="sequence"/> on.</summary>
    internal static void Begin(RetainedBlock* block, ulong offset, long sequence, bool restarts)
    {
        *block = new() { offset = offset, firstSequence = sequence, restarts = restarts ? 1 : 0 };
        *MarkAt(block, 0) = 0;
        block->marks = 1;
    }

    /// <summary>Takes as many bytes as there is room for, to be shown by events from <paramref name="sequence"/> on.</summary>
    /// <returns>Bytes taken; 0 when the block is full.</returns>
    internal static uint Append(RetainedBlock* block, byte* data, uint bytes, long sequence)
    {
        ulong delta = (ulong)(sequence - block->firstSequence);
        int last = block->marks - 1;
        bool sameEvent = *MarkAt(block, last) >> 32 == delta;
        int mark = sameEvent ? last : last + 1;
        int room = Size - HeaderBytes - block->length - ((mark + 1) * MarkBytes);
        if (room <= 0 || delta > uint.MaxValue) return 0;
        uint taken = Math.Min((uint)room, bytes);
        Buffer.MemoryCopy(data, BytesOf(block) + block->length, taken, taken);
        block->length += (int)taken;
        *MarkAt(block, mark) = (delta << 32) | (uint)block->length;
        if (!sameEvent) Volatile.Write(ref block->marks, mark + 1);
        return taken;
    }

    /// <summary>Bytes that the event with this sequence may show, or -1 where the block came after it.</summary>
    internal static int VisibleTo(RetainedBlock* block, long sequence)
    {
        for (int mark = Volatile.Read(ref block->marks) - 1; mark >= 0; mark--)
        {
            ulong value = Volatile.Read(ref *MarkAt(block, mark));
            if (block->firstSequence + (long)(value >> 32) <= sequence) return (int)(uint)value;
        }

        return -1;
    }

    internal static byte* BytesOf(RetainedBlock* block) => (byte*)block + HeaderBytes;

    private static ulong* MarkAt(RetainedBlock* block, int mark) => (ulong*)((byte*)block + Size - ((mark + 1) * MarkBytes));
}
