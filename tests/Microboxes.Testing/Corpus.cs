using Xunit;

namespace Microboxes.Testing;

/// <summary>Third-party captures and goldens, read where they lie and never committed.</summary>
public static class Corpus
{
    /// <summary>Full path of a file of the corpus. Skips the test where the corpus is absent, and fails it where CI=true.</summary>
    public static string Path(params string[] parts)
    {
        string? root = Root;
        if (root == null)
        {
            const string Reason = "The corpus is not here: set MICROBOXES_CORPUS to its folder, or put it in ../shared/corpus.";
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(Reason);
            Assert.Skip(Reason);
        }

        return System.IO.Path.Combine([root!, .. parts]);
    }

    /// <summary>Files of a folder of the corpus, or one empty name where the corpus is absent, so that the skip is seen.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Root == null ? [""] : Directory.EnumerateFiles(System.IO.Path.Combine(Root, folder), pattern).Order(StringComparer.Ordinal);

    /// <summary>The corpus's folder, or null where there is none.</summary>
    public static string? Root { get; } = Find();

    private static string? Find()
    {
        string? configured = Environment.GetEnvironmentVariable("MICROBOXES_CORPUS");
        if (configured != null) return Directory.Exists(configured) ? configured : null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            string candidate = System.IO.Path.Combine(folder.FullName, "shared", "corpus");
            if (Directory.Exists(candidate)) return candidate;
        }

        return null;
    }
}
