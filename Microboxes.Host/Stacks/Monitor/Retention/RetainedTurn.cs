namespace Microboxes.Host.Stacks.Monitor.Retention;

/// <summary>What may leave when its turn comes: the first block of a flow's list, or both lists of a flow that ended.</summary>
/// <param name="Flow">The flow's record.</param>
/// <param name="List">The end whose stream it is, or <see cref="BothLists"/>.</param>
internal readonly record struct RetainedTurn(int Flow, int List)
{
    internal const int BothLists = 2;
}
