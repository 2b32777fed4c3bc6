using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Plugins.Functions;

/// <summary>
/// Per-flow state of one NF instance: an array indexed by flow, allocated in chunks as flows first appear and zeroed on the first touch of a new generation.
/// Native memory, so that a state outlives the plugin version that wrote it.
/// </summary>
internal sealed unsafe class FlowStateMemory : IDisposable
{
    private const int ChunkBits = 10;
    private const int ChunkFlows = 1 << ChunkBits;
    private const int GenerationSize = 8;

    private readonly int stateSize;
    private readonly int stride;
    private readonly int chunkCount;
    private byte** chunks;

    internal FlowStateMemory(int stateSize, int flowCapacity)
    {
        this.stateSize = stateSize;
        stride = (GenerationSize + stateSize + 7) & ~7;
        chunkCount = (flowCapacity + ChunkFlows - 1) >> ChunkBits;
        chunks = (byte**)NativeMemory.AllocZeroed((nuint)chunkCount, (nuint)sizeof(byte*));
    }

    /// <summary>Memory for as many states of the same size, all zero.</summary>
    internal FlowStateMemory Fresh() => new(stateSize, chunkCount << ChunkBits);

    internal static FlowStateMemory None { get; } = new(0, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void* StateOf(ulong flow)
    {
        uint index = (uint)flow;
        byte* chunk = chunks[index >> ChunkBits];
        if (chunk == null) chunk = AllocateChunk(index >> ChunkBits);
        byte* entry = chunk + ((long)(index & (ChunkFlows - 1)) * stride);
        if (*(uint*)entry != (uint)(flow >> 32)) BeginGeneration(entry, flow);
        return entry + GenerationSize;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private byte* AllocateChunk(uint chunk)
    {
        if (chunk >= chunkCount) throw new InvalidOperationException("The flow is outside the table this NF was attached to.");
        return chunks[chunk] = (byte*)NativeMemory.AllocZeroed(ChunkFlows, (nuint)stride);
    }

    private void BeginGeneration(byte* entry, ulong flow)
    {
        new Span<byte>(entry + GenerationSize, stateSize).Clear();
        *(uint*)entry = (uint)(flow >> 32);
    }

    public void Dispose()
    {
        if (chunks == null) return;
        for (int i = 0; i < chunkCount; i++) NativeMemory.Free(chunks[i]);
        NativeMemory.Free(chunks);
        chunks = null;
    }
}
