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

    // Two cache lines each, because the prefetcher fetches lines in pairs.
    private const nuint OwnLines = 128;

    private readonly Place* writer;
    private readonly Place* reader;

    internal CommandQueue()
    {
        writer = (Place*)NativeMemory.AlignedAlloc(OwnLines * 2, OwnLines);
        reader = (Place*)((byte*)writer + OwnLines);
        *writer = *reader = new() { chunk = NewChunk() };
    }

    /// <summary>Appends a command. Writer only.</summary>
    internal void Add(in T command)
    {
        Chunk* chunk = writer->chunk;
        if (writer->commands == ChunkCommands)
        {
            Chunk* next = NewChunk();
            Volatile.Write(ref *(nint*)&chunk->next, (nint)next);
            writer->chunk = chunk = next;
            writer->commands = 0;
        }

        ItemsOf(chunk)[writer->commands] = command;
        Volatile.Write(ref chunk->count, ++writer->commands);
    }

    /// <summary>The oldest command, which stays until <see cref="Remove"/>. Reader only.</summary>
    internal bool TryPeek(out T command)
    {
        command = default;
        Chunk* chunk = reader->chunk;
        if (reader->commands == ChunkCommands)
        {
            Chunk* next = (Chunk*)Volatile.Read(ref *(nint*)&chunk->next);
            if (next == null) return false;
            NativeMemory.Free(chunk);
            reader->chunk = chunk = next;
            reader->commands = 0;
        }

        if (reader->commands == Volatile.Read(ref chunk->count)) return false;
        command = ItemsOf(chunk)[reader->commands];
        return true;
    }

    /// <summary>Takes away what <see cref="TryPeek"/> showed. Reader only.</summary>
    internal void Remove() => reader->commands++;

    public void Dispose()
    {
        for (Chunk* chunk = reader->chunk; chunk != null;)
        {
            Chunk* next = chunk->next;
            NativeMemory.Free(chunk);
            chunk = next;
        }

        NativeMemory.AlignedFree(writer);
    }

    private static Chunk* NewChunk()
    {
        Chunk* chunk = (Chunk*)NativeMemory.Alloc((nuint)(sizeof(Chunk) + (ChunkCommands * sizeof(T))));
        *chunk = default;
        return chunk;
    }

    private static T* ItemsOf(Chunk* chunk) => (T*)(chunk + 1);

    // As long as two words, so that commands behind it are aligned.
    [StructLayout(LayoutKind.Sequential, Size = 16)]
    private struct Chunk
    {
        internal Chunk* next;
        internal int count;
    }

    private struct Place
    {
        internal Chunk* chunk;
        internal int commands;
    }
}
