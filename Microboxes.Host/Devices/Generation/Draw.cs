using System.Runtime.CompilerServices;

namespace Microboxes.Host.Devices.Generation;

/// <summary>Random numbers that are pure functions of what they are drawn for, so that anything can be computed again, in any order.</summary>
internal static class Draw
{
    /// <summary>64 well-mixed bits of two numbers (the finaliser of SplitMix64).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Bits(ulong key, ulong index)
    {
        ulong bits = key + (index * 0x9E37_79B9_7F4A_7C15);
        bits = (bits ^ (bits >> 30)) * 0xBF58_476D_1CE4_E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D0_49BB_1331_11EB;
        return bits ^ (bits >> 31);
    }

    /// <summary>True for a share of all bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Happens(ulong bits, ulong threshold) => bits >> 32 < threshold;

    /// <summary>What <see cref="Happens"/> compares with: 0 for never, 2^32 for always.</summary>
    internal static ulong Threshold(double share) => (ulong)(share * 4294967296.0);
}
