using System.Buffers.Binary;

namespace Microboxes.Host.Admin.Local;

/// <summary>Messages on a stream: four bytes of length, little endian, then the message.</summary>
internal static class Frames
{
    internal static void Write(Stream stream, byte[] message)
    {
        byte[] frame = new byte[sizeof(int) + message.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, message.Length);
        message.CopyTo(frame, sizeof(int));
        stream.Write(frame);
    }

    /// <returns>The next message, or null where the other end closed between two.</returns>
    /// <exception cref="InvalidDataException">It is longer than any message may be.</exception>
    internal static byte[]? Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[sizeof(int)];
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read == 0) return null;
        if (read < header.Length) throw new EndOfStreamException("The connection ended within a message.");
        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is < 0 or > AdminWire.LongestMessage)
            throw new InvalidDataException($"A message of {(uint)length} bytes is longer than the {AdminWire.LongestMessage} a message may have.");
        byte[] message = new byte[length];
        stream.ReadExactly(message);
        return message;
    }
}
