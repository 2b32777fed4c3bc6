namespace Microboxes.Host.Admin.Messages;

/// <summary>What became of a network function's old versions.</summary>
/// <param name="Function">Its name.</param>
/// <param name="Collected">Old versions that are gone from memory.</param>
/// <param name="Held">Those that are not.</param>
internal sealed record UnloadReply(string Function, int Collected, IReadOnlyList<HeldVersion> Held) : AdminReply;
