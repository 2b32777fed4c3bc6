using System.Reflection;
using System.Runtime.Loader;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Loading;

/// <summary>
/// A context of our own, for commands whose start counts (docs/decisions/0004). The contract is the host's, whatever lies beside the plugin; what else lies there is the plugin's own.
/// Files are read into memory, so that they can be replaced while they are in use.
/// </summary>
internal sealed class PluginLoadContext : AssemblyLoadContext, IPluginContext
{
    private static readonly Assembly Contract = typeof(NetworkFunction).Assembly;
    private readonly string folder;
    private Assembly? assembly;

    internal PluginLoadContext(string path)
        : base(Path.GetFileNameWithoutExtension(path), isCollectible: true)
    {
        folder = Path.GetDirectoryName(path)!;
        try
        {
            assembly = LoadFile(path);
        }
        catch
        {
            Unload();
            throw;
        }
    }

    public Assembly Assembly => assembly!;

    // The runtime keeps this object until all of its assemblies are gone: it must not keep one.
    void IPluginContext.Unload()
    {
        assembly = null;
        Unload();
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name == Contract.GetName().Name) return Contract;
        string beside = Path.Combine(folder, assemblyName.Name + ".dll");
        return File.Exists(beside) ? LoadFile(beside) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string beside = Path.Combine(folder, unmanagedDllName);
        if (!File.Exists(beside)) beside = Path.Combine(folder, $"lib{unmanagedDllName}.so");
        return File.Exists(beside) ? LoadUnmanagedDllFromPath(beside) : 0;
    }

    private Assembly LoadFile(string path)
    {
        using MemoryStream image = new(File.ReadAllBytes(path));
        string symbols = Path.ChangeExtension(path, ".pdb");
        if (!File.Exists(symbols)) return LoadFromStream(image);
        using MemoryStream symbolImage = new(File.ReadAllBytes(symbols));
        return LoadFromStream(image, symbolImage);
    }
}
