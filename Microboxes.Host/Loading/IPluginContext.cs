using System.Reflection;

namespace Microboxes.Host.Loading;

/// <summary>A loaded plugin and its private dependencies, to be unloaded together.</summary>
internal interface IPluginContext
{
    /// <summary>The plugin.</summary>
    Assembly Assembly { get; }

    /// <summary>Lets go of it: its memory is given back once nothing refers to its classes and instances any more.</summary>
    void Unload();
}
