namespace Microboxes.Paper.Measurement;

/// <summary>Places in and beside the repository.</summary>
internal static class Checkout
{
    /// <summary>The folder that holds Microboxes.sln.</summary>
    internal static string Root { get; } = Path.GetDirectoryName(Find("Microboxes.sln"))
        ?? throw new BenchMistakeException("the benchmarks do not run inside a checkout of the repository: start perf/bench there.");

    /// <summary>Where what is compiled goes.</summary>
    internal static string BuildFolder { get; } = Directory.CreateDirectory(Path.Combine(Root, ".build", "perf")).FullName;

    /// <summary>A C program of the lab (MICROBOXES_LAB, else shared/lab beside the checkout), or null.</summary>
    internal static string? LabSource(string name)
    {
        string? lab = Environment.GetEnvironmentVariable("MICROBOXES_LAB");
        string? source = lab != null ? Path.Combine(lab, "src", name) : Find(Path.Combine("shared", "lab", "src", name));
        return source != null && File.Exists(source) ? source : null;
    }

    /// <summary>A C program of our own.</summary>
    internal static string OwnSource(string name) => Path.Combine(Root, "perf", "Paper", "native", name);

    // The checkout is a folder somewhere above; the lab lies beside it or beside one of the folders it is in.
    private static string? Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, name);
            if (File.Exists(candidate)) return candidate;
        }

        return null;
    }
}
