using System.Buffers.Binary;

namespace Microboxes.Testing.Packets;

/// <summary>The Internet checksum, word by word as RFC 1071 §4.1 writes it.</summary>
internal static class Checksum
{
    /// <summary>The checksum of some parts in a row; all but the last have an even length.</summary>
    internal static ushort Of(params byte[][] parts)
    {
        uint sum = 0;
        foreach (byte[] part in parts)
        {
            for (int i = 0; i < part.Length; i += 2) sum += (uint)(part[i] << 8 | (i + 1 < part.Length ? part[i + 1] : 0));
        }

        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }

    /// <summary>The checksum of a transport message under its pseudo-header (RFC 9293 §3.1, RFC 8200 §8.1).</summary>
    internal static ushort OfTransport(ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, byte protocol, ReadOnlySpan<byte> message)
    {
        byte[] tail = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(tail, message.Length);
        tail[7] = protocol;
        return Of([.. source, .. destination, .. tail], message.ToArray());
    }
}
