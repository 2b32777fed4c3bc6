namespace Microboxes.Host.Flows;

/// <summary>The retained bytes of one direction of a flow: a list of blocks, named by their numbers, 0 for none. 12 bytes.</summary>
internal struct RetainedList
{
    /// <summary>Where readers begin. Moves only when no event is readable any more that may show the block.</summary>
    internal int first;

    /// <summary>The oldest block that new events may still show.</summary>
    internal int owed;

    /// <summary>Where the next byte goes.</summary>
    internal int last;
}
