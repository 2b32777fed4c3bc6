namespace Microboxes.Plugins.Functions;

/// <summary>Per-flow states as a version before laid them out; kept for the flows that had no event since, and behind them those of versions before that one.</summary>
internal sealed unsafe class EarlierFlowStates(byte** chunks, int chunkCount, int stride, int stateSize, Version writtenBy, EarlierFlowStates? before) : IDisposable
{
    private byte** chunks = chunks;

    /// <summary>The state of a flow that began under one of these versions.</summary>
    internal bool Find(ulong flow, out ReadOnlySpan<byte> state, out Version writer)
    {
        uint index = (uint)flow;
        byte* chunk = chunks[index >> FlowStateMemory.ChunkBits];
        byte* entry = chunk == null ? null : chunk + ((long)(index & (FlowStateMemory.ChunkFlows - 1)) * stride);
        if (entry != null && *(uint*)entry == (uint)(flow >> 32))
        {
            state = new(entry + FlowStateMemory.GenerationSize, stateSize);
            writer = writtenBy;
            return true;
        }

        state = default;
        writer = writtenBy;
        return before != null && before.Find(flow, out state, out writer);
    }

    public void Dispose()
    {
        if (chunks != null) FlowStateMemory.Free(chunks, chunkCount);
        chunks = null;
        before?.Dispose();
    }
}
