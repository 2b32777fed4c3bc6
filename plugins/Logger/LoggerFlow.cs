using System.Diagnostics.CodeAnalysis;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Logger;

/// <summary>What is known of one flow.</summary>
internal struct LoggerFlow
{
    /// <summary>Capture time of the first and the latest packet, in nanoseconds.</summary>
    internal long First;
    internal long Last;

    /// <summary>Number of the first packet plus one; 0 until there was one.</summary>
    internal long Number;
    internal long MissedBytes;
    internal LoggerHalf Client;
    internal LoggerHalf Server;
    internal ConnectionHistory History;

    /// <summary>Of an ICMP flow's first message.</summary>
    internal byte IcmpType;
    internal byte IcmpCode;

    [UnscopedRef]
    internal ref LoggerHalf Of(End end) => ref end == End.Client ? ref Client : ref Server;

    internal void Begin(in Packet packet, long now)
    {
        First = now;
        Number = packet.Number + 1;
        ReadOnlySpan<byte> header = packet.Transport;
        if (packet.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6 && header.Length >= 2) (IcmpType, IcmpCode) = (header[0], header[1]);
    }

    internal void Segment(in Event e, in Packet packet)
    {
        ReadOnlySpan<byte> header = packet.Transport;
        if (header.Length < 14) return;
        End peer = e.Sender == End.Client ? End.Server : End.Client;
        Of(e.Sender).Sequence(header, e.Length, e.Facets);
        History.Segment(e.Sender, header, e.Length, e.Facets);
        ConnectionState.Advance(ref Of(e.Sender).State, ref Of(peer).State, (TcpFlags)header[13]);
    }
}
