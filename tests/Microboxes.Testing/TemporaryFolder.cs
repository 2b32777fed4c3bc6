namespace Microboxes.Testing;

/// <summary>A folder of its own for one test, gone with all files when the test ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Its full path.</summary>
    public string FullName { get; } = Directory.CreateTempSubdirectory("microboxes-").FullName;

    /// <summary>Full path of a file in it, which need not exist.</summary>
    public string File(string name) => System.IO.Path.Combine(FullName, name);

    /// <summary>Writes a text file and returns its full path.</summary>
    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
