using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Loading;

/// <summary>
/// The NFs in a folder: X.dll or X/X.dll, each loaded on first use into a context of its own. For control paths; one thread at a time.
/// </summary>
internal sealed class PluginCatalog(string folder)
{
    private readonly Dictionary<string, Plugin> byPath = new(StringComparer.Ordinal);
    private readonly List<string> faults = [];
    private bool complete;

    /// <summary>The folder looked into.</summary>
    internal string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>All plugins that can be used.</summary>
    internal IReadOnlyCollection<Plugin> All
    {
        get
        {
            LoadAll();
            return byPath.Values;
        }
    }

    /// <summary>A sentence for each file that cannot be used and for each name that two NFs claim.</summary>
    internal IReadOnlyList<string> Faults
    {
        get
        {
            LoadAll();
            return faults;
        }
    }

    /// <summary>Creates an instance of the NF of that name.</summary>
    /// <exception cref="PluginException">There is none, or it cannot be used.</exception>
    internal NetworkFunction Create(string name)
    {
        (Plugin plugin, PluginFunction function) = Find(name);
        return plugin.Create(function);
    }

    /// <summary>Finds the NF of that name. Loads the plugin that is called as the NF is, and all others only when that has none of this name.</summary>
    /// <exception cref="PluginException">There is none, or two, or the file cannot be used.</exception>
    internal (Plugin Plugin, PluginFunction Function) Find(string name)
    {
        string? likely = Candidates(name).FirstOrDefault(File.Exists);
        if (likely != null && FunctionOf(Loaded(likely), name) is { } function) return (byPath[likely], function);

        List<(Plugin Plugin, PluginFunction Function)> found = [.. All.Select(p => (p, FunctionOf(p, name)!)).Where(f => f.Item2 != null)];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new PluginException(NotFound(name)),
            _ => throw new PluginException(Claimed(name, found.Select(f => f.Plugin.Path))),
        };
    }

    private void LoadAll()
    {
        if (complete) return;
        complete = true;
        foreach (string path in PluginFiles.In(Folder))
        {
            try
            {
                Loaded(path);
            }
            catch (PluginException e)
            {
                faults.Add(e.Message);
            }
        }

        foreach (IGrouping<string, Plugin> name in byPath.Values.SelectMany(p => p.Functions.Select(f => (f.Name, p))).GroupBy(f => f.Name, f => f.p))
            if (name.Count() > 1) faults.Add(Claimed(name.Key, name.Select(p => p.Path)));
    }

    // A file in the folder itself may be a dependency of another one; in a folder of its own name it can only be a plugin.
    private Plugin? Loaded(string path)
    {
        if (byPath.TryGetValue(path, out Plugin? plugin)) return plugin;
        plugin = Path.GetDirectoryName(path) == Folder ? Plugin.TryLoad(path) : Plugin.Load(path);
        if (plugin != null) byPath.Add(path, plugin);
        return plugin;
    }

    private IEnumerable<string> Candidates(string name) =>
        name.AsSpan().ContainsAny('/', '\\', '\0') ? [] : [Path.Combine(Folder, name, name + ".dll"), Path.Combine(Folder, name + ".dll")];

    private static PluginFunction? FunctionOf(Plugin? plugin, string name)
    {
        if (plugin == null) return null;
        List<PluginFunction> named = [.. plugin.Functions.Where(f => f.Name == name)];
        return named.Count < 2 ? named.FirstOrDefault() : throw new PluginException(Claimed(name, [plugin.Path]));
    }

    private string NotFound(string name)
    {
        string known = string.Join(", ", byPath.Values.SelectMany(p => p.Functions).Select(f => f.Name).Order(StringComparer.Ordinal));
        string why = known.Length > 0 ? $"there are {known}" : Directory.Exists(Folder) ? "it has no plugin" : "that folder does not exist";
        return $"There is no NF '{name}' in {Folder}: {why}; put its plugin there or correct the name.";
    }

    /// <summary>The sentence about a name that two NFs have.</summary>
    internal static string Claimed(string name, IEnumerable<string> paths) =>
        $"Two NFs are called '{name}', in {string.Join(" and in ", paths.Distinct())}: rename or remove one.";
}
