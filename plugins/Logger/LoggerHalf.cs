using System.Buffers.Binary;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Logger;

/// <summary>What one end sent, and how far it got.</summary>
internal struct LoggerHalf
{
    internal long Packets;
    internal long IpBytes;

    /// <summary>For TCP what the sequence numbers span, gaps included; else the payload.</summary>
    internal long Bytes;

    internal LoggerEndState State;
    private bool hasNext;
    private uint next;

    internal void Count(in Packet packet)
    {
        Packets++;
        IpBytes += IpLength(packet);
        if (packet.Protocol != IpProtocol.Tcp) Bytes += packet.PayloadLength;
    }

    /// <summary>Follows the sequence numbers. Those of resets, and of segments that the stack refuses, say nothing.</summary>
    internal void Sequence(ReadOnlySpan<byte> header, int payloadLength, PacketFacets facets)
    {
        if (header.Length < 14 || (facets & (PacketFacets.Rst | PacketFacets.Unacceptable)) != 0) return;
        uint first = BinaryPrimitives.ReadUInt32BigEndian(header[4..]) + ((facets & PacketFacets.Syn) != 0 ? 1u : 0);
        if (!hasNext)
        {
            hasNext = true;
            next = first;
        }

        uint end = first + (uint)payloadLength;
        int progress = (int)(end - next);
        if (progress < 0) return;
        Bytes += progress;
        next = end + ((facets & PacketFacets.Fin) != 0 ? 1u : 0);
    }

    private static int IpLength(in Packet packet)
    {
        ReadOnlySpan<byte> header = packet.Network;
        if (header.Length < 20) return header.Length;
        int length = header[0] >> 4 == 4
            ? BinaryPrimitives.ReadUInt16BigEndian(header[2..])
            : 40 + BinaryPrimitives.ReadUInt16BigEndian(header[4..]);
        return length == 0 ? header.Length : length;
    }
}
