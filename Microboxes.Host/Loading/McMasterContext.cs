using System.Reflection;
using McMaster.NETCore.Plugins;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Loading;

/// <summary>
/// A context made by McMaster.NETCore.Plugins, for hosts that run on: it also finds what a plugin's .deps.json names. As a loader only: its own hot reload misses
/// renames and lets go of the good version when the new one is damaged.
/// </summary>
internal sealed class McMasterContext : IPluginContext
{
    private static readonly AssemblyName Contract = typeof(NetworkFunction).Assembly.GetName();
    private readonly PluginLoader loader;

    internal McMasterContext(string path)
    {
        loader = PluginLoader.CreateFromAssemblyFile(path, configuration =>
        {
            configuration.IsUnloadable = true;
            configuration.LoadInMemory = true;
            configuration.EnableHotReload = false;
            configuration.SharedAssemblies.Add(Contract);
        });
        try
        {
            Assembly = loader.LoadDefaultAssembly();
        }
        catch
        {
            Unload();
            throw;
        }
    }

    public Assembly Assembly { get; }

    public void Unload() => loader.Dispose();
}
