using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microboxes.Host.Devices.Generation;

/// <summary>The ones' complement sum of RFC 1071, taken in the machine's byte order: the result is stored without swapping (§2 B).</summary>
internal static unsafe class InternetChecksum
{
    /// <summary>Adds 16-bit words to a sum; an odd last byte counts as if a zero followed.</summary>
    internal static ulong Add(ulong sum, byte* data, int length)
    {
        if (length >= 64)
        {
            Vector256<uint> lanes = Vector256<uint>.Zero;
            // 2^16 words fit a lane, and no datagram has more.
            for (; length >= 32; length -= 32, data += 32)
            {
                (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Load((ushort*)data));
                lanes += lower + upper;
            }

            (Vector256<ulong> even, Vector256<ulong> odd) = Vector256.Widen(lanes);
            sum += Vector256.Sum(even + odd);
        }

        // 2^32 is 1 modulo 2^16 - 1, so the halves of a word need no separate look.
        for (; length >= 4; length -= 4, data += 4) sum += Unsafe.ReadUnaligned<uint>(data);
        if (length >= 2)
        {
            sum += Unsafe.ReadUnaligned<ushort>(data);
            data += 2;
            length -= 2;
        }

        return length == 0 ? sum : sum + *data;
    }

    /// <summary>The checksum field's value.</summary>
    internal static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
