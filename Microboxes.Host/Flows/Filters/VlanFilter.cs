using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>"vlan 7": as the outer or the inner tag.</summary>
internal sealed class VlanFilter(int identifier) : FlowFilter
{
    internal override bool Selects(in FlowKey key) => key.IsTagged && (key.OuterVlan == identifier || (key.InnerVlan != 0 && key.InnerVlan == identifier));
}
