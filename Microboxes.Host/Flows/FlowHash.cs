using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows;

/// <summary>
/// A keyed hash of a flow key: folded 64×64→128-bit multiplications with secret multiplicands, so that an attacker cannot choose flows that collide
/// (a CRC's collisions hold under any seed). Equal for both directions because the key is canonical, and for all VLANs because
/// the directions of one flow may be tagged differently.
/// </summary>
internal readonly struct FlowHash
{
    private readonly ulong addresses;
    private readonly ulong ports;
    private readonly ulong final;

    internal FlowHash(ulong seed)
    {
        addresses = Mix(seed, 0x9E37_79B9_7F4A_7C15) | 1;
        ports = Mix(addresses, 0xC2B2_AE3D_27D4_EB4F) | 1;
        final = Mix(ports, 0x1656_67B1_9E37_79F9) | 1;
    }

    /// <summary>A hash with a key of its own, unknown to anybody.</summary>
    internal static FlowHash CreateRandom()
    {
        Span<byte> seed = stackalloc byte[8];
        RandomNumberGenerator.Fill(seed);
        return new(MemoryMarshal.Read<ulong>(seed));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint Of(in FlowKey key)
    {
        ref byte first = ref Unsafe.As<FlowKey, byte>(ref Unsafe.AsRef(in key));
        ulong tail = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, 32));
        ulong protocol = Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref first, 40));
        ulong both = key.version == 4
            ? Unsafe.ReadUnaligned<uint>(ref first) | ((ulong)Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref first, 16)) << 32)
            : OfLongAddresses(ref first);
        return Finish(both, tail, protocol);
    }

    /// <summary>The hash of an IPv4 key whose parts are at hand: addresses as they lie in memory, ports as one word, protocol and version as one word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint OfIpv4(uint lower, uint upper, uint portPair, uint protocol) => Finish(lower | ((ulong)upper << 32), portPair, protocol);

    // Never 0, so that an empty bucket matches no hash.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Finish(ulong both, ulong tail, ulong protocol)
    {
        ulong mixed = Mix(both ^ addresses, tail ^ (protocol << 40) ^ ports);
        return (uint)(mixed ^ (mixed >> 32)) | 1u << 31;
    }

    private ulong OfLongAddresses(ref byte first)
    {
        ulong lower = Mix(Unsafe.ReadUnaligned<ulong>(ref first) ^ final, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 8)) ^ addresses);
        ulong upper = Mix(
            Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 16)) ^ ports, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, 24)) ^ final);
        return lower + (upper * addresses);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong left, ulong right)
    {
        // As two instructions: Math.BigMul hands its low half over through memory.
        if (Bmi2.X64.IsSupported) return Bmi2.X64.MultiplyNoFlags(left, right) ^ (left * right);
        ulong high = Math.BigMul(left, right, out ulong low);
        return high ^ low;
    }
}
