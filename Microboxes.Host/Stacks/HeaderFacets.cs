using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks;

/// <summary>What a TCP header alone says a packet is.</summary>
internal static class HeaderFacets
{
    internal static PacketFacets Of(TcpFlags flags, int payloadLength) =>
        ((flags & TcpFlags.Syn) != 0 ? PacketFacets.Syn : 0)
        | ((flags & TcpFlags.Fin) != 0 ? PacketFacets.Fin : 0)
        | ((flags & TcpFlags.Rst) != 0 ? PacketFacets.Rst : 0)
        | (payloadLength > 0 ? PacketFacets.Data : 0);
}
