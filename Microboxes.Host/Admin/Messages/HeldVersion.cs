namespace Microboxes.Host.Admin.Messages;

/// <summary>An old version of a network function that cannot leave memory.</summary>
/// <param name="Version">Which one.</param>
/// <param name="Root">What pins it, from the root of the garbage collector down to an object of the plugin.</param>
internal sealed record HeldVersion(string Version, IReadOnlyList<string> Root);
