using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows;

/// <summary>Selects flows by what their key says. Immutable.</summary>
internal abstract class FlowFilter
{
    internal abstract bool Selects(in FlowKey key);

    /// <summary>Reads a filter; null or blank text selects every flow and gives null.</summary>
    /// <exception cref="FormatException">The text is not a filter; the message is one sentence.</exception>
    internal static FlowFilter? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        throw new FormatException($"'{text}' is not a filter.");
    }

    /// <summary>Selects what both select; null selects everything.</summary>
    internal static FlowFilter? Both(FlowFilter? left, FlowFilter? right) => left ?? right;
}
