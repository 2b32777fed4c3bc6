using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Functions;

/// <summary>What a test says of a packet; the flow says the rest.</summary>
public sealed record TestPacket
{
    /// <summary>TCP flags.</summary>
    public TcpFlags Flags { get; init; }

    /// <summary>TCP sequence number.</summary>
    public uint Sequence { get; init; }

    /// <summary>TCP window.</summary>
    public int Window { get; init; } = 1000;

    /// <summary>Transport payload.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; } = ReadOnlyMemory<byte>.Empty;

    /// <summary>Facets beside those that the flags give.</summary>
    public PacketFacets Facets { get; init; }

    /// <summary>ICMP type.</summary>
    public int IcmpType { get; init; }

    /// <summary>ICMP code.</summary>
    public int IcmpCode { get; init; }

    internal PacketFacets AllFacets => Facets
        | ((Flags & TcpFlags.Syn) != 0 ? PacketFacets.Syn : 0)
        | ((Flags & TcpFlags.Fin) != 0 ? PacketFacets.Fin : 0)
        | ((Flags & TcpFlags.Rst) != 0 ? PacketFacets.Rst : 0)
        | (Payload.Length > 0 ? PacketFacets.Data : 0);
}
