namespace Microboxes.Host.Control.Actors;

/// <summary>What became of an attempt to put a new instance in a failed one's place.</summary>
/// <param name="Attempt">Which attempt.</param>
/// <param name="Fault">Why there is none, in one sentence; null when it is at work.</param>
/// <param name="Version">Version of the plugin it comes from.</param>
internal sealed record Restarted(int Attempt, string? Fault, string Version);
