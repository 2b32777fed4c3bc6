namespace Microboxes.Host.Configuration;

/// <summary>A configuration that cannot be used, with everything that is wrong with it.</summary>
internal sealed class ConfigurationMistakesException(IReadOnlyList<ConfigurationMistake> mistakes)
    : Exception(string.Join(Environment.NewLine, mistakes))
{
    /// <summary>At least one, those of the shape in the order of their paths.</summary>
    internal IReadOnlyList<ConfigurationMistake> Mistakes { get; } = mistakes;
}
