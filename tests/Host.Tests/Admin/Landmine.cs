namespace Microboxes.Host.Tests.Admin;

/// <summary>A type that notices when somebody makes one.</summary>
public sealed class Landmine
{
    private static int made;

    /// <summary>How many were made in this process.</summary>
    public static int Made => made;

    public Landmine() => Interlocked.Increment(ref made);

    public string Name { get; set; } = "mine";
}
