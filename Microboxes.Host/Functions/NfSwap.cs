namespace Microboxes.Host.Functions;

/// <summary>What became of a replacement.</summary>
/// <param name="Sequence">The first event that the new instance was to get; -1 where it was refused.</param>
/// <param name="Pause">How long the lane was kept from its events.</param>
/// <param name="Work">How much of that the swap itself took; the rest went to others who wanted the core.</param>
/// <param name="Refusal">Why the old instance stays, in one sentence; null where the new one runs.</param>
internal sealed record NfSwap(long Sequence, TimeSpan Pause, TimeSpan Work, string? Refusal)
{
    /// <summary>A replacement that was given up before anything was done.</summary>
    internal static NfSwap Abandoned { get; } = new(-1, TimeSpan.Zero, TimeSpan.Zero, "The traffic ended before it was replaced.");
}
