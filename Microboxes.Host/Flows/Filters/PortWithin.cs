using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows.Filters;

/// <summary><c>port</c>: the port of an end lies within a range. What a key keeps in place of a port for other protocols is none.</summary>
internal sealed class PortWithin(Ends ends, int lowest, int highest) : FlowFilter
{
    internal override bool Selects(in FlowKey key) =>
        key.Protocol is IpProtocol.Tcp or IpProtocol.Udp
        && (((ends & Ends.Client) != 0 && IsWithin(key.Port(End.Client))) || ((ends & Ends.Server) != 0 && IsWithin(key.Port(End.Server))));

    private bool IsWithin(int port) => port >= lowest && port <= highest;
}
