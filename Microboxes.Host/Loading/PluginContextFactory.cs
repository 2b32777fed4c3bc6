namespace Microboxes.Host.Loading;

/// <summary>Loads a plugin's assembly into a context of its own; what stops it comes out as the runtime throws it.</summary>
internal delegate IPluginContext PluginContextFactory(string path);
