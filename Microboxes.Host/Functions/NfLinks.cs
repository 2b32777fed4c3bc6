using Microboxes.Host.Dispatch;

namespace Microboxes.Host.Functions;

/// <summary>What links an NF instance to others at a stack line.</summary>
internal sealed record NfLinks
{
    /// <summary>No others.</summary>
    internal static NfLinks None { get; } = new();

    /// <summary>The NF's own ring; null where it publishes nothing.</summary>
    internal PublishedRing? Output { get; init; }

    /// <summary>The rings it follows beside the stack line's, in the order of the plan, with the bits of the ports that do, and whether as feedback.</summary>
    internal IReadOnlyList<(PublishedRing Ring, ulong Ports, bool IsFeedback)> Followed { get; init; } = [];

    /// <summary>Of a splitter: the bits of those who reply to what it publishes.</summary>
    internal ulong Branches { get; init; }

    /// <summary>Says whether everything that NFs of the line published has been handled, and nothing will be published any more.</summary>
    internal Func<bool> IsQuiet { get; init; } = () => true;

    /// <summary>The adapter that the instance has already: of its splitting, or at another stack line. Null for its first.</summary>
    internal NfAdapter? First { get; init; }

    internal bool Any => Output != null || Followed.Count > 0;
}
