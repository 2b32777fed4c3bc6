namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>What was found where a fragment was placed.</summary>
[Flags]
internal enum Placement
{
    None = 0,

    /// <summary>Some of its blocks were there already.</summary>
    Overlap = 1,

    /// <summary>Some of them with other bytes.</summary>
    Conflict = 2,

    /// <summary>The datagram's first block is now this fragment's, and so its header is the datagram's.</summary>
    OwnsStart = 4,

    /// <summary>Some of its blocks were free, or came from a fragment of another extent: not a mere duplicate.</summary>
    Fresh = 8,
}
