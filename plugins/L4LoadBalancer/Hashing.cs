using System.Buffers.Binary;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.L4LoadBalancer;

/// <summary>A hash of the 5-tuple that is the same in every process, so that balancers side by side and after a restart choose alike.</summary>
internal static class Hashing
{
    internal const ulong Seed = 0x9E37_79B9_7F4A_7C15;
    private const ulong Multiplier = 0xBF58_476D_1CE4_E5B9;

    internal static ulong Mix(ulong hash, ulong word)
    {
        hash = (hash ^ word) * Multiplier;
        return hash ^ (hash >> 29);
    }

    internal static ulong Of(in FlowKey key)
    {
        ulong hash = Mix(Seed, ((ulong)key.Protocol << 32) | ((ulong)key.Port(End.Client) << 16) | (uint)key.Port(End.Server));
        hash = Add(hash, key.AddressBytes(End.Client));
        hash = Add(hash, key.AddressBytes(End.Server));
        hash *= Multiplier;
        return hash ^ (hash >> 32);
    }

    private static ulong Add(ulong hash, ReadOnlySpan<byte> address)
    {
        for (int at = 0; at < address.Length; at += 4) hash = Mix(hash, BinaryPrimitives.ReadUInt32LittleEndian(address[at..]));
        return hash;
    }
}
