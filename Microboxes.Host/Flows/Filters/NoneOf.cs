using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>"not a".</summary>
internal sealed class NoneOf(FlowFilter filter) : FlowFilter
{
    internal override bool Selects(in FlowKey key) => !filter.Selects(key);
}
