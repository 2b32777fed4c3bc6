using System.Runtime.InteropServices;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Digest;

/// <summary>What one end sent.</summary>
internal unsafe struct DigestHalf
{
    internal long Packets;
    internal long PayloadBytes;
    internal long StreamBytes;
    internal int Syn;
    internal int SynAck;
    internal int Fin;
    internal int Rst;
    internal GapList Gaps;
    private long gapBytes;

    // Taken at the first byte: most ends of most flows of a scan never send one.
    private Sha256State* hash;

    internal void Count(int payloadLength, PacketFacets facets, ReadOnlySpan<byte> header)
    {
        Packets++;
        PayloadBytes += payloadLength;
        if ((facets & (PacketFacets.Syn | PacketFacets.Fin | PacketFacets.Rst)) != 0) CountControl(facets, header);
    }

    internal void Data(ReadOnlySpan<byte> bytes, Sha256? algorithm)
    {
        StreamBytes += bytes.Length;
        if (algorithm == null || bytes.IsEmpty) return;
        if (hash == null) BeginHash();
        algorithm.Update(hash, bytes);
    }

    internal void Gap(int length)
    {
        Gaps.Add(StreamBytes + gapBytes, length);
        gapBytes += length;
    }

    /// <summary>The hash of all bytes so far; nothing may be added afterwards.</summary>
    internal readonly void Hash(Sha256 algorithm, Span<byte> result)
    {
        if (hash != null)
        {
            algorithm.Final(hash, result);
            return;
        }

        Sha256State empty = default;
        empty.Begin();
        algorithm.Final(&empty, result);
    }

    internal void Free()
    {
        NativeMemory.Free(hash);
        hash = null;
        Gaps.Free();
    }

    private void CountControl(PacketFacets facets, ReadOnlySpan<byte> header)
    {
        if ((facets & PacketFacets.Syn) != 0)
        {
            Syn++;
            if (header.Length > 13 && ((TcpFlags)header[13] & TcpFlags.Ack) != 0) SynAck++;
        }

        if ((facets & PacketFacets.Fin) != 0) Fin++;
        if ((facets & PacketFacets.Rst) != 0) Rst++;
    }

    private void BeginHash()
    {
        hash = (Sha256State*)NativeMemory.Alloc((nuint)sizeof(Sha256State));
        hash->Begin();
    }
}
