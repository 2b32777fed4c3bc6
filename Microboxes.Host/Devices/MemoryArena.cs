using System.Runtime.InteropServices;

namespace Microboxes.Host.Devices;

/// <summary>Native memory that only grows. What was taken stays where it is until the arena is disposed.</summary>
internal sealed unsafe class MemoryArena : IDisposable
{
    private const nuint Chunk = 32u << 20;
    private const nuint Alignment = 64;

    private readonly List<nint> chunks = [];
    private byte* at;
    private nuint left;

    /// <summary>Takes memory that begins at a cache line. Its content is undefined.</summary>
    internal byte* Take(int bytes)
    {
        nuint size = ((nuint)bytes + Alignment - 1) & ~(Alignment - 1);
        if (size > left) AddChunk(size);
        byte* taken = at;
        at += size;
        left -= size;
        return taken;
    }

    public void Dispose()
    {
        foreach (nint chunk in chunks) NativeMemory.AlignedFree((void*)chunk);
        chunks.Clear();
        left = 0;
    }

    private void AddChunk(nuint atLeast)
    {
        left = Math.Max(Chunk, atLeast);
        at = (byte*)NativeMemory.AlignedAlloc(left, Alignment);
        chunks.Add((nint)at);
    }
}
