using Microboxes.Host.Flows.Filters;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows;

/// <summary>Selects flows by what their key says, alike for both directions. Immutable.</summary>
internal abstract class FlowFilter
{
    internal abstract bool Selects(in FlowKey key);

    /// <summary>Reads a filter such as "tcp and (port 80 or port 8000-8099) and not net 10.0.0.0/8"; null or blank text selects every flow and gives null.</summary>
    /// <exception cref="FormatException">The text is not a filter; the message is one sentence.</exception>
    internal static FlowFilter? Parse(string? text) => string.IsNullOrWhiteSpace(text) ? null : new FilterParser(text).Parse();

    /// <summary>Selects what both select; null selects everything.</summary>
    internal static FlowFilter? Both(FlowFilter? left, FlowFilter? right)
    {
        if (left == null) return right;
        return right == null ? left : new AllOf(left, right);
    }
}
