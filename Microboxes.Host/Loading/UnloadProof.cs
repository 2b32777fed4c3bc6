using System.Reflection;
using System.Runtime.Loader;

namespace Microboxes.Host.Loading;

/// <summary>Watches one retired version leave memory, without keeping it there.</summary>
internal sealed class UnloadProof
{
    private readonly WeakReference context;

    /// <param name="plugin">As reports name the plugin.</param>
    /// <param name="version">Which version of it.</param>
    /// <param name="assembly">The version's assembly.</param>
    /// <param name="function">One of its NF classes.</param>
    internal UnloadProof(string plugin, string version, Assembly assembly, Type function)
    {
        Plugin = plugin;
        Version = version;
        context = new(AssemblyLoadContext.GetLoadContext(assembly), trackResurrection: true);
        MethodTable = (ulong)function.TypeHandle.Value;
    }

    internal string Plugin { get; }

    internal string Version { get; }

    /// <summary>Where the NF class lies, as long as it is not collected: what a look into the memory finds it by.</summary>
    internal ulong MethodTable { get; }

    internal bool IsCollected => !context.IsAlive;
}
