namespace Microboxes.Host;

/// <summary>A version of a plugin that was let go of and stays in memory.</summary>
/// <param name="Version">Which one.</param>
/// <param name="MethodTable">Where one of its classes lies, by which memory is searched.</param>
/// <param name="Root">What keeps it, from the root of the garbage collector to an object of the plugin; empty where that was not looked for.</param>
internal sealed record LeakReport(string Version, ulong MethodTable, IReadOnlyList<string> Root);
