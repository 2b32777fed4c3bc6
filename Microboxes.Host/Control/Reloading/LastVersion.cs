using Microboxes.Host.Loading;

namespace Microboxes.Host.Control.Reloading;

/// <summary>What the next version of a plugin is measured against; it outlives the version itself.</summary>
/// <param name="Number">As reports name it.</param>
/// <param name="AssemblyVersion">What its flows' states are said to be written by.</param>
/// <param name="Shapes">Its NFs, by name.</param>
internal sealed record LastVersion(string Number, Version AssemblyVersion, IReadOnlyDictionary<string, NfShape> Shapes)
{
    internal static LastVersion Of(PluginVersion version) => new(version.Number, version.AssemblyVersion, version.Shapes);
}
