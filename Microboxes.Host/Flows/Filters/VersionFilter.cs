using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>"ip" and "ip6".</summary>
internal sealed class VersionFilter(int version) : FlowFilter
{
    internal override bool Selects(in FlowKey key) => key.IpVersion == version;
}
