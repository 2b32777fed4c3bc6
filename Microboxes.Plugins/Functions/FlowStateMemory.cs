using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Plugins.Functions;

/// <summary>
/// Per-flow state of one NF instance: an array indexed by flow, allocated in chunks as flows first appear and zeroed on the first touch of a new generation.
/// Native memory, so that a state outlives the plugin version that wrote it.
/// </summary>
internal sealed unsafe class FlowStateMemory : IDisposable
{
    internal const int ChunkBits = 10;
    internal const int ChunkFlows = 1 << ChunkBits;
    internal const int GenerationSize = 8;

    private readonly int chunkCount;
    private int stateSize;
    private int stride;
    private byte** chunks;
    private EarlierFlowStates? earlier;
    private IFlowStateMigration? migration;

    internal FlowStateMemory(int stateSize, int flowCapacity)
    {
        chunkCount = (flowCapacity + ChunkFlows - 1) >> ChunkBits;
        Begin(stateSize);
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
        if (earlier != null && earlier.Find(flow, out ReadOnlySpan<byte> state, out Version writtenBy)) migration!.Migrate(state, writtenBy, entry + GenerationSize);
    }

    /// <summary>
    /// From here on another version uses the states. Where it lays them out otherwise, each is moved at its flow's next event: a swap never waits for all of them.
    /// </summary>
    /// <param name="next">The version.</param>
    /// <param name="writtenBy">The version whose layout is given up; null where the new one lays them out as they are.</param>
    internal void PassOn(IFlowStateMigration next, Version? writtenBy)
    {
        migration = next;
        if (writtenBy == null) return;
        earlier = new(chunks, chunkCount, stride, stateSize, writtenBy, earlier);
        Begin(next.FlowStateSize);
    }

    /// <summary>Forgets the version that uses the states; the states stay for the next one.</summary>
    internal void LetGo() => migration = null;

    private void Begin(int size)
    {
        stateSize = size;
        stride = (GenerationSize + size + 7) & ~7;
        chunks = (byte**)NativeMemory.AllocZeroed((nuint)chunkCount, (nuint)sizeof(byte*));
    }

    public void Dispose()
    {
        if (chunks == null) return;
        Free(chunks, chunkCount);
        chunks = null;
        earlier?.Dispose();
    }

    internal static void Free(byte** chunks, int count)
    {
        for (int i = 0; i < count; i++) NativeMemory.Free(chunks[i]);
        NativeMemory.Free(chunks);
    }
}
