using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>"a and b".</summary>
internal sealed class AllOf(FlowFilter left, FlowFilter right) : FlowFilter
{
    internal override bool Selects(in FlowKey key) => left.Selects(key) && right.Selects(key);
}
