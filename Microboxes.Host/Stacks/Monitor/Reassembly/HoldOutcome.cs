namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>What became of a segment offered to <see cref="HeldSegments"/>; Conflict can come with any of the others.</summary>
[Flags]
internal enum HoldOutcome : byte
{
    None = 0,

    /// <summary>Some of its bytes are new or replaced held ones.</summary>
    Held = 1,

    /// <summary>It changed no byte: everything it brought was held already, or lost against what is held.</summary>
    Duplicate = 2,

    /// <summary>Some byte differs from the one held for the same place.</summary>
    Conflict = 4,

    /// <summary>Not held: the flow's direction holds as much as it may.</summary>
    RefusedPerFlow = 8,

    /// <summary>Not held: all flows together hold as much as they may.</summary>
    RefusedTotal = 16,
}
