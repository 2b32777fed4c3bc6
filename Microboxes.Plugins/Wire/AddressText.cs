using System.Buffers.Binary;
using System.Buffers.Text;

namespace Microboxes.Plugins.Wire;

/// <summary>IP addresses as UTF-8 text, without allocating: dotted decimal, and for IPv6 the form of RFC 5952.</summary>
public static class AddressText
{
    /// <summary>The longest text of an address: an IPv6 address that ends in dotted decimal.</summary>
    public const int MaxLength = 45;

    /// <summary>Writes an address.</summary>
    /// <param name="address">4 or 16 bytes in network byte order.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Format(ReadOnlySpan<byte> address, Span<byte> destination) =>
        address.Length == 4 ? FormatV4(address, destination) : FormatV6(address, destination);

    private static int FormatV4(ReadOnlySpan<byte> address, Span<byte> destination)
    {
        int length = 0;
        for (int i = 0; i < 4; i++)
        {
            if (i > 0) destination[length++] = (byte)'.';
            Utf8Formatter.TryFormat(address[i], destination[length..], out int digits);
            length += digits;
        }

        return length;
    }

    private static int FormatV6(ReadOnlySpan<byte> address, Span<byte> destination)
    {
        (int zeros, int zerosEnd) = LongestZeros(address);
        int words = EndsInV4(address, zeros, zerosEnd) ? 6 : 8;
        int length = 0;
        for (int word = 0; word < words; word++)
        {
            if (word >= zeros && word < zerosEnd)
            {
                if (word == zeros) length += Put("::"u8, destination[length..]);
                continue;
            }

            if (word > 0 && word != zerosEnd) destination[length++] = (byte)':';
            Utf8Formatter.TryFormat(Word(address, word), destination[length..], out int digits, new('x'));
            length += digits;
        }

        if (words == 8) return length;
        if (zerosEnd != 6) destination[length++] = (byte)':';
        return length + FormatV4(address[12..], destination[length..]);
    }

    // RFC 5952 section 4.2: the longest run of at least two zero words is shortened, the first one where two are as long.
    private static (int Start, int End) LongestZeros(ReadOnlySpan<byte> address)
    {
        (int start, int end) = (-1, -1);
        for (int word = 0; word < 8; word++)
        {
            int run = word;
            while (run < 8 && Word(address, run) == 0) run++;
            if (run - word >= 2 && run - word > end - start) (start, end) = (word, run);
            if (run > word) word = run;
        }

        return (start, end);
    }

    // RFC 5952 section 5: IPv4-mapped (and the old IPv4-compatible) addresses keep their dotted tail.
    private static bool EndsInV4(ReadOnlySpan<byte> address, int zeros, int zerosEnd) =>
        zeros == 0 && (zerosEnd == 6 || (zerosEnd == 5 && Word(address, 5) == 0xffff));

    private static ushort Word(ReadOnlySpan<byte> address, int word) => BinaryPrimitives.ReadUInt16BigEndian(address[(2 * word)..]);

    private static int Put(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        text.CopyTo(destination);
        return text.Length;
    }
}
