namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>One held range: disjoint from its neighbours, pointing to its bytes, and knowing the segment that brought them. One cache line.</summary>
internal unsafe struct SegmentNode
{
    internal byte* Data;
    internal ulong Offset;
    internal CopyBlock* Block;
    internal ulong OriginOffset;
    internal uint Length;
    internal uint OriginLength;
    internal byte Height;

    /// <summary>The survey's decision for the segment at hand, so that the bytes are compared once.</summary>
    internal bool Loses;

    internal LevelLinks Next;

    internal readonly ulong End => Offset + Length;
}
