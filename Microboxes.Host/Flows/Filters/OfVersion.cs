using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary><c>ip</c> (version 4) and <c>ip6</c>.</summary>
internal sealed class OfVersion(int version) : FlowFilter
{
    internal override bool Selects(in FlowKey key) => key.IpVersion == version;
}
