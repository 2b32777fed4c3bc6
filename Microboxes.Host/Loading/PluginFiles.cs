namespace Microboxes.Host.Loading;

/// <summary>Where plugins lie in a folder: X.dll or X/X.dll.</summary>
internal static class PluginFiles
{
    /// <summary>The files that may be plugins, by name.</summary>
    internal static IEnumerable<string> In(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        IEnumerable<string> flat = Directory.EnumerateFiles(folder, "*.dll");
        IEnumerable<string> nested = Directory.EnumerateDirectories(folder).Select(d => Path.Combine(d, Path.GetFileName(d) + ".dll")).Where(File.Exists);
        return flat.Concat(nested).Order(StringComparer.Ordinal);
    }

    /// <summary>True for X/X.dll: all that lies beside it is its own.</summary>
    internal static bool HasItsOwnFolder(string path, string folder) => Path.GetDirectoryName(path) != folder;
}
