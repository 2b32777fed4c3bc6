using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>What the fragments of one datagram have in common. IPv6 leaves the protocol out, since only the first fragment's counts (RFC 8200 4.5).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DatagramKey
{
    private ulong source0;
    private ulong source1;
    private ulong destination0;
    private ulong destination1;
    private ulong identificationAndVlans;
    private ulong versionAndProtocol;

    internal static DatagramKey Of(in Fragment fragment, in PacketDescriptor packet)
    {
        DatagramKey key = default;
        byte* header = fragment.Header;
        if (fragment.Version == 6)
        {
            key.source0 = Unsafe.ReadUnaligned<ulong>(header + 8);
            key.source1 = Unsafe.ReadUnaligned<ulong>(header + 16);
            key.destination0 = Unsafe.ReadUnaligned<ulong>(header + 24);
            key.destination1 = Unsafe.ReadUnaligned<ulong>(header + 32);
            key.versionAndProtocol = 6;
        }
        else
        {
            key.source0 = Unsafe.ReadUnaligned<uint>(header + 12);
            key.destination0 = Unsafe.ReadUnaligned<uint>(header + 16);
            key.versionAndProtocol = 4u | (uint)fragment.NextHeader << 8;
        }

        key.identificationAndVlans = fragment.Identification | (ulong)packet.outerVlan << 32 | (ulong)packet.innerVlan << 48;
        return key;
    }

    internal readonly bool Matches(in DatagramKey other) =>
        source0 == other.source0 && source1 == other.source1 && destination0 == other.destination0 && destination1 == other.destination1
        && identificationAndVlans == other.identificationAndVlans && versionAndProtocol == other.versionAndProtocol;

    /// <summary>A keyed multiply-and-fold hash: each word passes a full 64×64 multiplication with a secret in it.</summary>
    internal readonly ulong Hash(ulong seed)
    {
        ulong state = Fold(source0 ^ seed, source1 ^ 0x9e3779b97f4a7c15);
        state = Fold(destination0 ^ state, destination1 ^ seed ^ 0xbf58476d1ce4e5b9);
        return Fold(identificationAndVlans ^ state ^ 0x94d049bb133111eb, versionAndProtocol ^ seed ^ 0xd6e8feb86659fd93);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }
}
