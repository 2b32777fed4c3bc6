namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>The outcome of one hold, and where its bytes first contradicted held ones.</summary>
/// <param name="Outcome">What became of the segment.</param>
/// <param name="ConflictOffset">Stream offset of the first differing byte; meaningful with <see cref="HoldOutcome.Conflict"/> only.</param>
/// <param name="ConflictLength">How many bytes from there on differ without a break.</param>
internal readonly record struct HoldResult(HoldOutcome Outcome, ulong ConflictOffset, uint ConflictLength);
