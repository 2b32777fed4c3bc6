using System.Runtime.CompilerServices;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Loading;

/// <summary>One version of a plugin: a private copy of its files, loaded, and what its NFs declare.</summary>
internal sealed class PluginVersion
{
    private readonly StagedPlugin staged;
    private readonly Plugin plugin;

    private PluginVersion(StagedPlugin staged, Plugin plugin, IReadOnlyDictionary<string, NfShape> shapes)
    {
        this.staged = staged;
        this.plugin = plugin;
        Shapes = shapes;
        Number = plugin.Version;
        AssemblyVersion = plugin.Assembly.GetName().Version ?? new();
    }

    /// <summary>As reports name it.</summary>
    internal string Number { get; }

    /// <summary>What its flows' states are said to be written by.</summary>
    internal Version AssemblyVersion { get; }

    /// <summary>The NFs it has, by name.</summary>
    internal IReadOnlyDictionary<string, NfShape> Shapes { get; }

    /// <summary>Copies the files, loads the copy and asks each NF what it declares.</summary>
    /// <exception cref="PluginException">It cannot be used.</exception>
    internal static PluginVersion Load(string source, string watched)
    {
        StagedPlugin staged = StagedPlugin.Copy(source, watched);
        Plugin? plugin = null;
        try
        {
            plugin = Plugin.Load(staged.Path, path => new McMasterContext(path), shownAs: source);
            return new(staged, plugin, ShapesOf(plugin, source));
        }
        catch
        {
            plugin?.Unload();
            staged.Dispose();
            throw;
        }
    }

    /// <exception cref="PluginException">The NF cannot be made.</exception>
    internal NetworkFunction Create(string function) => plugin.Create(plugin.Functions.First(f => f.Name == function));

    /// <summary>Compiles its code, off the lanes.</summary>
    internal void Prepare() => CodePreparation.Prepare(plugin.Assembly);

    /// <summary>Lets go of it: once its last instance is gone, it leaves memory, as the proof tells.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal UnloadProof LetGo(string name)
    {
        UnloadProof proof = new(name, Number, plugin.Assembly, plugin.Functions[0].Class);
        plugin.Unload();
        staged.Dispose();
        return proof;
    }

    private static Dictionary<string, NfShape> ShapesOf(Plugin plugin, string source)
    {
        Dictionary<string, NfShape> shapes = new(StringComparer.Ordinal);
        foreach (PluginFunction function in plugin.Functions)
        {
            if (!shapes.TryAdd(function.Name, ShapeOf(plugin, function, source))) throw new PluginException(PluginCatalog.Claimed(function.Name, [source]));
        }

        return shapes;
    }

    private static NfShape ShapeOf(Plugin plugin, PluginFunction function, string source)
    {
        try
        {
            return NfShape.Of(plugin.Create(function));
        }
#pragma warning disable CA1031 // Whatever a plugin throws is its own fault and must not end the plane.
        catch (Exception fault) when (fault is not PluginException)
#pragma warning restore CA1031
        {
            throw new PluginException($"The NF '{function.Name}' in {source} failed when it declared its ports: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }
}
