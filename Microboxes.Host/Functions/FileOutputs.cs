using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>The outputs of running applications: lines in the files that the configuration names. Instances that name one file share it.</summary>
internal sealed class FileOutputs(WhenFull policy) : INfOutputs
{
    private readonly Dictionary<string, FileOutput> files = new(StringComparer.Ordinal);

    /// <exception cref="OutputException">The file cannot be made.</exception>
    public INfOutput Open(string application, string function, string target, int stackLine)
    {
        if (target.Length == 0) return NullNfOutput.Instance;
        string path = target == "-" ? target : Path.GetFullPath(target);
        if (!files.TryGetValue(path, out FileOutput? file)) files.Add(path, file = new(path, policy));
        return file.NewWriter();
    }

    public IReadOnlyList<string> Close()
    {
        foreach (FileOutput file in files.Values) file.Dispose();
        return [.. files.Values.Select(f => f.Loss).OfType<string>()];
    }
}
