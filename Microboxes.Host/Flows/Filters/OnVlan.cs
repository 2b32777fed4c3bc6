using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary><c>vlan</c>: the frames carry a tag, either one with the identifier given.</summary>
internal sealed class OnVlan(int? identifier) : FlowFilter
{
    internal override bool Selects(in FlowKey key) =>
        key.IsTagged && (identifier == null || key.OuterVlan == identifier || (identifier != 0 && key.InnerVlan == identifier));
}
