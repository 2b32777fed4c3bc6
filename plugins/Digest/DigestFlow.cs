using System.Diagnostics.CodeAnalysis;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Digest;

/// <summary>What is known of one flow.</summary>
internal struct DigestFlow
{
    internal DigestHalf Client;
    internal DigestHalf Server;
    internal ConnectionHistory History;

    /// <summary>Number of the flow's first packet plus one; 0 until there was one.</summary>
    internal long First;

    internal int Retransmissions;
    internal int OutOfOrder;
    internal int Anomalies;

    /// <summary>A RST came before both ends had sent their FINs.</summary>
    internal bool ResetWhileOpen;

    [UnscopedRef]
    internal ref DigestHalf Of(End end) => ref end == End.Client ? ref Client : ref Server;

    internal void Count(in Event e, in Packet packet)
    {
        PacketFacets facets = e.Facets;
        if (First == 0) First = packet.Number + 1;
        bool closed = Client.Fin > 0 && Server.Fin > 0;
        ReadOnlySpan<byte> header = packet.Transport;
        Of(e.Sender).Count(e.Length, facets, header);
        if ((facets & PacketFacets.Rst) != 0 && !closed) ResetWhileOpen = true;
        if ((facets & PacketFacets.Retransmission) != 0) Retransmissions++;
        if ((facets & PacketFacets.OutOfOrder) != 0) OutOfOrder++;
        if (packet.Protocol == IpProtocol.Tcp) History.Segment(e.Sender, header, e.Length, facets);
    }

    internal readonly ReadOnlySpan<byte> ClosedBy =>
        ResetWhileOpen ? "RST"u8 :
        Client.Fin > 0 && Server.Fin > 0 ? "FIN"u8 :
        Client.Fin > 0 || Server.Fin > 0 ? "HALF-FIN"u8 : "OPEN"u8;

    internal void Free()
    {
        Client.Free();
        Server.Free();
    }
}
