namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>
/// Which of two fragments keeps the bytes that both carry, named after the systems that behave so (Novak, Target-Based Fragmentation Reassembly, 2005).
/// "Earlier" and "later" are orders of arrival; starts and ends are those the fragments came with.
/// </summary>
internal enum OverlapPolicy
{
    /// <summary>The earlier fragment keeps them.</summary>
    First,

    /// <summary>The later fragment takes them.</summary>
    Last,

    /// <summary>The later fragment takes them if it starts before the earlier one.</summary>
    Bsd,

    /// <summary>The later fragment takes them unless it starts before the earlier one.</summary>
    BsdRight,

    /// <summary>The later fragment takes them if it starts before the earlier one or where that one starts.</summary>
    Linux,

    /// <summary>The later fragment takes them if it starts before and ends after the earlier one.</summary>
    Windows,

    /// <summary>The later fragment takes them if it starts before the earlier one and does not end before it.</summary>
    Solaris,
}
