using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary><c>tcp</c>, <c>udp</c>, <c>icmp</c> for both versions of it, and <c>proto</c>.</summary>
internal sealed class OfProtocol(IpProtocol protocol, IpProtocol alternative) : FlowFilter
{
    internal override bool Selects(in FlowKey key) => key.Protocol == protocol || key.Protocol == alternative;
}
