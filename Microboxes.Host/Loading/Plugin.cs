using System.Reflection;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Loading;

/// <summary>One loaded plugin and the NFs it offers.</summary>
internal sealed class Plugin
{
    private readonly IPluginContext context;

    private Plugin(string path, IPluginContext context, IReadOnlyList<PluginFunction> functions)
    {
        Path = path;
        this.context = context;
        Functions = functions;
    }

    internal string Path { get; }

    internal IReadOnlyList<PluginFunction> Functions { get; }

    /// <summary>The version its author gave it and, because that is often forgotten, the first digits of the module's own id, which is another in every build that differs.</summary>
    internal string Version => $"{context.Assembly.GetName().Version?.ToString(3)} ({context.Assembly.ManifestModule.ModuleVersionId.ToString("N")[..8]})";

    /// <summary>The context's assembly, for whoever prepares its code.</summary>
    internal Assembly Assembly => context.Assembly;

    /// <summary>Loads a plugin into a context of its own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="open">Makes the context; left out, the one that is quickest to make.</param>
    /// <param name="shownAs">The file that sentences name, where it was copied.</param>
    /// <exception cref="PluginException">The file cannot be used.</exception>
    internal static Plugin Load(string path, PluginContextFactory? open = null, string? shownAs = null) => TryLoad(path, open, shownAs) ?? throw WithoutFunctions(shownAs ?? path);

    /// <summary>Loads a plugin, or returns null where the file knows nothing of Microboxes: another plugin's dependency.</summary>
    /// <exception cref="PluginException">The file cannot be used.</exception>
    internal static Plugin? TryLoad(string path, PluginContextFactory? open = null, string? shownAs = null)
    {
        string shown = shownAs ?? path;
        IPluginContext? context = null;
        try
        {
            context = open == null ? new PluginLoadContext(path) : open(path);
            if (!UsesContract(context.Assembly, shown)) return null;
            List<PluginFunction> functions = FunctionsOf(context.Assembly);
            if (functions.Count == 0) throw WithoutFunctions(shown);
            Plugin plugin = new(shown, context, functions);
            context = null;
            return plugin;
        }
        catch (Exception e) when (e is not PluginException)
        {
            throw new PluginException(Explain(shown, e), e);
        }
        finally
        {
            context?.Unload();
        }
    }

    /// <summary>Lets go of the plugin: its memory is given back once nothing refers to its classes and instances any more.</summary>
    internal void Unload() => context.Unload();

    internal NetworkFunction Create(PluginFunction function)
    {
        try
        {
            return (NetworkFunction)Activator.CreateInstance(function.Class, nonPublic: true)!;
        }
        catch (MissingMethodException e)
        {
            throw new PluginException($"The NF '{function.Name}' in {Path} has no constructor without parameters: give it one and read settings in OnStart.", e);
        }
        catch (TargetInvocationException e)
        {
            throw new PluginException($"The NF '{function.Name}' in {Path} failed when it was created: {e.InnerException!.Message}", e);
        }
    }

    // Before anything of the plugin is touched: a missing member of the contract would show as an obscure error much later.
    private static bool UsesContract(Assembly assembly, string path)
    {
        AssemblyName contract = typeof(NetworkFunction).Assembly.GetName();
        AssemblyName? wanted = Array.Find(assembly.GetReferencedAssemblies(), a => a.Name == contract.Name);
        if (wanted == null) return false;
        if (wanted.Version <= contract.Version) return true;
        throw OfNewerContract(path, wanted.Version!);
    }

    /// <summary>The sentence about a plugin that was built against a newer contract than this host's.</summary>
    internal static PluginException OfNewerContract(string path, Version wanted)
    {
        AssemblyName contract = typeof(NetworkFunction).Assembly.GetName();
        return new(
            PluginState.Incompatible,
            $"The plugin {path} was built against version {wanted} of {contract.Name} and this host has {contract.Version}: update the host or build the plugin against the older version.");
    }

    private static List<PluginFunction> FunctionsOf(Assembly assembly)
    {
        List<PluginFunction> functions = [];
        foreach (Type type in assembly.GetTypes())
        {
            if (type.IsAbstract || !type.IsSubclassOf(typeof(NetworkFunction))) continue;
            NetworkFunctionAttribute? attribute = type.GetCustomAttribute<NetworkFunctionAttribute>();
            if (attribute != null) functions.Add(new(attribute.Name, attribute.Mode, type));
        }

        return functions;
    }

    /// <summary>The sentence about a file without an NF.</summary>
    internal static PluginException WithoutFunctions(string path) =>
        new($"The plugin {path} has no network function: derive a class from NetworkFunction and mark it with [NetworkFunction(\"Name\")], or remove the file.");

    /// <summary>The sentence about a file that stops the loader.</summary>
    internal static string Explain(string path, Exception e) => e switch
    {
        BadImageFormatException => $"The plugin {path} is no .NET assembly or is damaged: build and copy it again.",
        ReflectionTypeLoadException types => $"The plugin {path} cannot be loaded: {types.LoaderExceptions.FirstOrDefault()?.Message ?? types.Message}",
        FileNotFoundException missing when missing.FileName == path => $"The plugin {path} does not exist: build it or correct its path.",
        _ => $"The plugin {path} cannot be loaded: {e.Message}",
    };
}
