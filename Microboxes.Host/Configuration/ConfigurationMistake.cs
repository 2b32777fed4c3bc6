namespace Microboxes.Host.Configuration;

/// <summary>One mistake in a configuration, in the parts of its sentence.</summary>
/// <param name="Path">The place, as names joined by colons ("Stacks:Count"); empty for the file as a whole.</param>
/// <param name="Value">What stands there, or null where nothing does.</param>
/// <param name="Reason">Why that is wrong, continuing "Path is 'Value'"; empty where the remedy says it all.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record ConfigurationMistake(string Path, string? Value, string Reason, string Remedy)
{
    /// <summary>The sentence an operator reads.</summary>
    public override string ToString() => $"{Subject}{Reason}: {Remedy}.";

    private string Subject => (Path, Value) switch
    {
        ("", null) => "",
        ("", _) => $"'{Value}'",
        (_, null) => Path,
        _ => $"{Path} is '{Value}'",
    };
}
