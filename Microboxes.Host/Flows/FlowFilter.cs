using Microboxes.Host.Flows.Filters;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows;

/// <summary>Selects flows by what their key says. Immutable.</summary>
internal abstract class FlowFilter
{
    /// <summary>Whether the flow of this key is wanted. Allocates nothing.</summary>
    internal abstract bool Selects(in FlowKey key);

    /// <summary>Reads a filter; null or blank text selects every flow and gives null.</summary>
    /// <exception cref="FormatException">The text is not a filter; the message is one sentence.</exception>
    internal static FlowFilter? Parse(string? text) => string.IsNullOrWhiteSpace(text) ? null : FilterParser.Parse(text);

    /// <summary>Selects what both select; null selects everything.</summary>
    internal static FlowFilter? Both(FlowFilter? left, FlowFilter? right)
    {
        if (left == null) return right;
        return right == null ? left : new AllOf([left, right]);
    }
}
