using Microboxes.Testing;

namespace Microboxes.Host.Tests.Architecture;

/// <summary>The repository's own source files, without what builds leave behind.</summary>
internal static class SourceTree
{
    /// <summary>Paths of C# files under a folder, named from the root with forward slashes.</summary>
    internal static IEnumerable<string> CSharp(params string[] folders) => folders.SelectMany(f => Files(f, "*.cs"));

    internal static IEnumerable<string> Files(string folder, string pattern)
    {
        string full = Repository.Path(folder);
        if (!Directory.Exists(full)) return [];
        return Directory.EnumerateFiles(full, pattern, SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Repository.Root, f))
            .Where(f => !f.Split('/').Any(part => part is "bin" or "obj" or ".build" or ".git"))
            .Order(StringComparer.Ordinal);
    }

    internal static string Text(string path) => File.ReadAllText(Repository.Path(path));
}
