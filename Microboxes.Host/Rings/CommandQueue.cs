using System.Runtime.InteropServices;

namespace Microboxes.Host.Rings;

/// <summary>
/// Commands from one thread to another, in order and without a bound, because none of them may be lost and neither side may wait: native chunks, a new one when the
/// last is full, each freed by the reader when it is through.
/// </summary>
internal sealed unsafe class CommandQueue<T> : IDisposable
    where T : unmanaged
{
    private const int ChunkCommands = 256;

    // Writer and reader on cache lines of their own.
    private readonly Ends* ends;

    internal CommandQueue()
    {
        ends = (Ends*)NativeMemory.AlignedAlloc((nuint)sizeof(Ends), 64);
        *ends = default;
        ends->last = ends->first = NewChunk();
    }

    /// <summary>Appends a command. Writer only.</summary>
    internal void Add(in T command)
    {
        Chunk* chunk = ends->last;
        if (ends->written == ChunkCommands)
        {
            Chunk* next = NewChunk();
            Volatile.Write(ref *(nint*)&chunk->next, (nint)next);
            ends->last = chunk = next;
            ends->written = 0;
        }

        ItemsOf(chunk)[ends->written] = command;
        Volatile.Write(ref chunk->count, ++ends->written);
    }

    /// <summary>The oldest command, which stays until <see cref="Remove"/>. Reader only.</summary>
    internal bool TryPeek(out T command)
    {
        command = default;
        Chunk* chunk = ends->first;
        if (ends->read == ChunkCommands)
        {
            Chunk* next = (Chunk*)Volatile.Read(ref *(nint*)&chunk->next);
            if (next == null) return false;
            NativeMemory.Free(chunk);
            ends->first = chunk = next;
            ends->read = 0;
        }

        if (ends->read == Volatile.Read(ref chunk->count)) return false;
        command = ItemsOf(chunk)[ends->read];
        return true;
    }

    /// <summary>Takes away what <see cref="TryPeek"/> showed. Reader only.</summary>
    internal void Remove() => ends->read++;

    public void Dispose()
    {
        for (Chunk* chunk = ends->first; chunk != null;)
        {
            Chunk* next = chunk->next;
            NativeMemory.Free(chunk);
            chunk = next;
        }

        NativeMemory.AlignedFree(ends);
    }

    private static Chunk* NewChunk()
    {
        Chunk* chunk = (Chunk*)NativeMemory.Alloc((nuint)(sizeof(Chunk) + (ChunkCommands * sizeof(T))));
        *chunk = default;
        return chunk;
    }

    private static T* ItemsOf(Chunk* chunk) => (T*)(chunk + 1);

    private struct Chunk
    {
        internal Chunk* next;
        internal int count;
        internal int unused;
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Ends
    {
        [FieldOffset(0)] internal Chunk* last;
        [FieldOffset(8)] internal int written;
        [FieldOffset(128)] internal Chunk* first;
        [FieldOffset(136)] internal int read;
    }
}
