using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Microboxes.Host.Stacks.Network;

/// <summary>Reads and writes numbers as they stand on the wire.</summary>
internal static unsafe class NetworkOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ushort Read16(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Read32(byte* at) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(at));

    internal static void Write16(byte* at, ushort value) => Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness(value));

    internal static void Write32(byte* at, uint value) => Unsafe.WriteUnaligned(at, BinaryPrimitives.ReverseEndianness(value));
}
