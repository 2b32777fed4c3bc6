using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microboxes.Host.Devices.Generation;

/// <summary>The ones' complement sum of RFC 1071, taken in the machine's byte order: the result is stored without swapping (§2 B).</summary>
internal static unsafe class InternetChecksum
{
    /// <summary>Adds 16-bit words to a sum; an odd last byte counts as if a zero followed.</summary>
    internal static ulong Add(ulong sum, byte* data, int length)
    {
        Vector256<uint> lanes = Vector256<uint>.Zero;
        // 2^16 words fit a lane, and no datagram has more.
        for (; length >= 32; length -= 32, data += 32)
        {
            (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(Vector256.Load((ushort*)data));
            lanes += lower + upper;
        }

        for (int i = 0; i < Vector256<uint>.Count; i++) sum += lanes[i];
        for (; length >= 2; length -= 2, data += 2) sum += Unsafe.ReadUnaligned<ushort>(data);
        return length == 0 ? sum : sum + *data;
    }

    /// <summary>The checksum field's value.</summary>
    internal static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
