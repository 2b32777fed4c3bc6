using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>"a or b".</summary>
internal sealed class AnyOf(FlowFilter left, FlowFilter right) : FlowFilter
{
    internal override bool Selects(in FlowKey key) => left.Selects(key) || right.Selects(key);
}
