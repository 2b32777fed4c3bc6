using System.Net;
using System.Net.Sockets;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Tests.Flows.Filters;

/// <summary>Flow keys as tests write them.</summary>
internal static unsafe class FilterKeys
{
    internal static FlowKey Of(IpProtocol protocol, string client, int clientPort, string server, int serverPort, int? outerVlan = null, int innerVlan = 0, bool clientIsUpper = false)
    {
        FlowKey key = default;
        (string lower, string upper) = clientIsUpper ? (server, client) : (client, server);
        IPAddress.Parse(lower).GetAddressBytes().CopyTo(new Span<byte>(key.lowerAddress, 16));
        IPAddress.Parse(upper).GetAddressBytes().CopyTo(new Span<byte>(key.upperAddress, 16));
        (key.lowerPort, key.upperPort) = clientIsUpper ? ((ushort)serverPort, (ushort)clientPort) : ((ushort)clientPort, (ushort)serverPort);
        key.protocol = (byte)protocol;
        key.version = (byte)(IPAddress.Parse(client).AddressFamily == AddressFamily.InterNetwork ? 4 : 6);
        key.clientIsUpper = (byte)(clientIsUpper ? 1 : 0);
        key.outerVlan = (ushort)(outerVlan ?? 0);
        key.innerVlan = (ushort)innerVlan;
        key.flags = outerVlan == null ? (byte)0 : FlowKey.Tagged;
        return key;
    }
}
