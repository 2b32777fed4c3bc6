using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary>"port 80" and "port 8000-8099": at either end, of a protocol that has ports.</summary>
internal sealed class PortFilter(int first, int last) : FlowFilter
{
    internal override bool Selects(in FlowKey key) =>
        key.Protocol is IpProtocol.Tcp or IpProtocol.Udp && (IsWithin(key.Port(End.Client)) || IsWithin(key.Port(End.Server)));

    private bool IsWithin(int port) => port >= first && port <= last;
}
