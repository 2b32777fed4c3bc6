namespace Microboxes.Host.Loading;

/// <summary>A private copy of a plugin's files: what happens to the watched folder from here on does not touch it.</summary>
internal sealed class StagedPlugin : IDisposable
{
    private readonly DirectoryInfo folder;

    private StagedPlugin(string source, DirectoryInfo folder, string path, PluginMetadata metadata)
    {
        Source = source;
        this.folder = folder;
        Path = path;
        Metadata = metadata;
    }

    /// <summary>The file that was copied.</summary>
    internal string Source { get; }

    /// <summary>The copy.</summary>
    internal string Path { get; }

    internal PluginMetadata Metadata { get; }

    /// <exception cref="PluginException">The file cannot be used.</exception>
    internal static StagedPlugin Copy(string source, string watched)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("microboxes-plugin-");
        try
        {
            string path = System.IO.Path.Combine(folder.FullName, System.IO.Path.GetFileName(source));
            byte[] image = File.ReadAllBytes(source);
            PluginMetadata metadata = PluginMetadata.Read(image);
            if (metadata.Contract is { } wanted && wanted > typeof(Microboxes.Plugins.Functions.NetworkFunction).Assembly.GetName().Version) throw Plugin.OfNewerContract(source, wanted);
            if (metadata.Functions.Count == 0) throw Plugin.WithoutFunctions(source);
            if (PluginFiles.HasItsOwnFolder(source, watched)) CopyAll(new(System.IO.Path.GetDirectoryName(source)!), folder);
            else CopyReferred(source, metadata, folder);
            File.WriteAllBytes(path, image);
            return new(source, folder, path, metadata);
        }
        catch (Exception e)
        {
            folder.Delete(recursive: true);
            if (e is PluginException) throw;
            throw new PluginException(Plugin.Explain(source, e), e);
        }
    }

    public void Dispose()
    {
        if (folder.Exists) folder.Delete(recursive: true);
    }

    private static void CopyAll(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (FileInfo file in from.EnumerateFiles()) file.CopyTo(System.IO.Path.Combine(to.FullName, file.Name), overwrite: true);
        foreach (DirectoryInfo inner in from.EnumerateDirectories()) CopyAll(inner, to.CreateSubdirectory(inner.Name));
    }

    // X.dll lies among other plugins: its own are the files of its name and the assemblies that it needs.
    private static void CopyReferred(string path, PluginMetadata metadata, DirectoryInfo to)
    {
        foreach (string companion in (string[])[".pdb", ".deps.json"]) CopyIfThere(System.IO.Path.ChangeExtension(path, null) + companion, to);
        foreach (string reference in metadata.References)
        {
            string beside = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, reference + ".dll");
            if (CopyIfThere(beside, to)) CopyReferred(beside, PluginMetadata.Read(File.ReadAllBytes(beside)), to);
        }
    }

    private static bool CopyIfThere(string file, DirectoryInfo to)
    {
        string copy = System.IO.Path.Combine(to.FullName, System.IO.Path.GetFileName(file));
        if (!File.Exists(file) || File.Exists(copy)) return false;
        File.Copy(file, copy);
        return true;
    }
}
