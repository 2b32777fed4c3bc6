namespace Microboxes.Host.Functions;

/// <summary>Among whom an adapter runs by a plan.</summary>
/// <param name="After">Those it runs after.</param>
/// <param name="Earlier">The inline ones before it whose drops it does not see.</param>
/// <param name="Followed">The rings of other NFs that it follows, in the order of the plan.</param>
/// <param name="Branches">Of a splitter, the ports of those who reply.</param>
/// <param name="IsQuiet">Says whether everything that NFs of the line published has been handled.</param>
internal sealed record NfNeighbours(IReadOnlyList<NfAdapter> After, IReadOnlyList<NfAdapter> Earlier, IReadOnlyList<FollowedRing> Followed, ulong Branches, Func<bool> IsQuiet);
