using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>"tcp", "udp", "icmp" (of either IP version) and "proto 47".</summary>
internal sealed class ProtocolFilter(IpProtocol protocol, IpProtocol other) : FlowFilter
{
    internal override bool Selects(in FlowKey key) => key.Protocol == protocol || key.Protocol == other;
}
