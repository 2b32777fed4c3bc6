using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microboxes.Host.Stacks.Network;

/// <summary>
/// The Internet checksum (RFC 1071), summed in the machine's own byte order: the one's-complement sum is the same up to a byte swap, and zero is zero either way.
/// </summary>
internal static unsafe class Checksum
{
    private const int VectorThreshold = 256;

    /// <summary>True when the bytes, their checksum field included, and the initial sum add up to all ones.</summary>
    internal static bool IsValid(byte* data, int length, ulong initial) => Fold(Add(data, length, initial)) == 0xFFFF;

    /// <summary>Sums 16-bit words as they lie, with end-around carry kept in 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Add(byte* data, int length, ulong sum)
    {
        if (length >= VectorThreshold)
        {
            int vectors = length & -Vector256<byte>.Count;
            sum = AddVectors(data, vectors, sum);
            data += vectors;
            length -= vectors;
        }

        while (length >= 8)
        {
            ulong word = Unsafe.ReadUnaligned<ulong>(data);
            sum += word;
            if (sum < word) sum++;
            data += 8;
            length -= 8;
        }

        return length == 0 ? sum : AddTail(data, length, sum);
    }

    /// <summary>The 16-bit sum, in the byte order the words were read in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ushort Fold(ulong sum)
    {
        sum = (sum & 0xFFFF_FFFF) + (sum >> 32);
        sum = (sum & 0xFFFF) + ((sum >> 16) & 0xFFFF) + (sum >> 32);
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)sum;
    }

    private static ulong AddTail(byte* data, int length, ulong sum)
    {
        ulong word = 0;
        new ReadOnlySpan<byte>(data, length).CopyTo(new Span<byte>(&word, sizeof(ulong)));
        sum += word;
        return sum < word ? sum + 1 : sum;
    }

    // 32-bit words widened to 64-bit lanes: 2^32 additions before a lane could overflow.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ulong AddVectors(byte* data, int length, ulong sum)
    {
        Vector256<ulong> low = Vector256<ulong>.Zero;
        Vector256<ulong> high = Vector256<ulong>.Zero;
        for (byte* end = data + length; data < end; data += Vector256<byte>.Count)
        {
            Vector256<uint> words = Vector256.Load((uint*)data);
            low += Vector256.BitwiseAnd(words.AsUInt64(), Vector256.Create(0xFFFF_FFFFUL));
            high += Vector256.ShiftRightLogical(words.AsUInt64(), 32);
        }

        ulong added = Vector256.Sum(low + high);
        sum += added;
        return sum < added ? sum + 1 : sum;
    }
}
