using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Loading;

/// <summary>An NF class that a plugin offers.</summary>
/// <param name="Name">Its name in configuration and reports.</param>
/// <param name="Mode">How it runs unless the configuration says otherwise.</param>
/// <param name="Class">The class.</param>
internal sealed record PluginFunction(string Name, NfMode Mode, Type Class);
