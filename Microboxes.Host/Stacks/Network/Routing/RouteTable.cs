using System.Net;

namespace Microboxes.Host.Stacks.Network.Routing;

/// <summary>Where packets go by their destination: the longest prefix that matches decides. A list, because static routes are few.</summary>
internal sealed class RouteTable
{
    private readonly (UInt128 Network, UInt128 Mask, ushort Port, UInt128 Via)[] routes;

    /// <param name="ports">Their networks are reached directly.</param>
    /// <param name="routes">Further networks, each by a router that must be in one of the ports' networks.</param>
    internal RouteTable(IReadOnlyList<RouterPort> ports, IReadOnlyList<(IPAddress Network, int Prefix, IPAddress Via)> routes)
    {
        List<(UInt128 Network, UInt128 Mask, ushort Port, UInt128 Via)> all =
            [.. ports.SelectMany(port => port.Owned.Select(own => (own.Address & own.Mask, own.Mask, port.Number, (UInt128)0)))];
        foreach ((IPAddress network, int prefix, IPAddress via) in routes)
        {
            UInt128 router = AddressNumber.Of(via);
            UInt128 mask = AddressNumber.Mask(network, prefix);
            RouterPort? port = ports.FirstOrDefault(p => p.Owned.Any(own => (own.Address & own.Mask) == (router & own.Mask)));
            if (port != null) all.Add((AddressNumber.Of(network) & mask, mask, port.Number, router));
        }

        this.routes = [.. all.OrderByDescending(route => route.Mask)];
    }

    /// <summary>Finds the port and the next hop, the destination itself or a router.</summary>
    internal bool TryFind(UInt128 destination, out ushort port, out UInt128 nextHop)
    {
        foreach ((UInt128 network, UInt128 mask, ushort to, UInt128 via) in routes)
        {
            if ((destination & mask) != network) continue;
            port = to;
            nextHop = via == 0 ? destination : via;
            return true;
        }

        port = 0;
        nextHop = 0;
        return false;
    }
}
