using System.Runtime.CompilerServices;

namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>One link per level of the skip list (Pugh 1990): level 0 joins all nodes, each further level about a quarter of the one below.</summary>
[InlineArray(Levels)]
internal struct LevelLinks
{
    /// <summary>Enough for 4^5 nodes at a constant cost per step; more nodes only lengthen the top level's walk.</summary>
    internal const int Levels = 5;

    private int first;
}
