namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>The segment being held: its place in the stream and its payload where it lies in the packet.</summary>
internal readonly unsafe struct ArrivingSegment(ulong offset, byte* data, uint length, OverlapPolicy policy)
{
    internal readonly ulong Offset = offset;
    internal readonly ulong End = offset + length;
    internal readonly byte* Data = data;
    internal readonly uint Length = length;
    internal readonly OverlapPolicy Policy = policy;

    internal byte* At(ulong offset) => Data + (offset - Offset);
}
