namespace Microboxes.Testing;

/// <summary>Files of the repository itself, for tests that hold documents and committed files against the code.</summary>
public static class Repository
{
    /// <summary>The folder that holds Microboxes.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>Full path of a file, named from the root.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Microboxes.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
