namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>What one direction of a flow holds: the ends of each level of its skip list, and its sums. Fits a node's cell.</summary>
internal struct SegmentList
{
    internal long Bytes;

    /// <summary>Bytes copied into blocks that a node still points to, those since replaced included.</summary>
    internal long CopiedBytes;

    internal int Count;
    internal LevelLinks First;

    /// <summary>The last node of each level: appending behind the last range, the usual case under loss, needs no search.</summary>
    internal LevelLinks Last;
}
