using System.Text;

namespace Microboxes.Nf.L4LoadBalancer;

/// <summary>
/// Maglev's lookup table (Eisenbud et al., NSDI 2016, §3.4): every backend takes turns claiming the next free slot of a permutation of its own, so that all get even
/// shares and hardly any slot changes hands between those that stay when one comes or goes.
/// </summary>
internal sealed class MaglevTable
{
    /// <summary>Slots: a prime, large against the number of backends.</summary>
    internal const int Size = 65_537;

    private readonly ushort[] slots = new ushort[Size];

    /// <param name="backends">Names that stay the same as long as the backend does, and how many slots each claims at its turn.</param>
    internal MaglevTable(IReadOnlyList<(string Name, int Weight)> backends)
    {
        Array.Fill(slots, ushort.MaxValue);
        (int Offset, int Skip)[] permutations = [.. backends.Select(backend => PermutationOf(backend.Name))];
        int[] next = new int[backends.Count];
        int filled = 0;
        while (filled < Size)
        {
            for (int backend = 0; backend < backends.Count; backend++)
            {
                for (int turn = 0; turn < backends[backend].Weight && filled < Size; turn++)
                {
                    Claim(backend, permutations[backend], ref next[backend]);
                    filled++;
                }
            }
        }
    }

    /// <summary>The backend's number for a hash.</summary>
    internal int this[ulong hash] => slots[(int)(((hash >> 32) * Size) >> 32)];

    /// <summary>All slots, for counting.</summary>
    internal IReadOnlyList<ushort> Slots => slots;

    private void Claim(int backend, (int Offset, int Skip) permutation, ref int next)
    {
        int slot;
        do slot = (int)((permutation.Offset + ((long)next++ * permutation.Skip)) % Size);
        while (slots[slot] != ushort.MaxValue);
        slots[slot] = (ushort)backend;
    }

    private static (int Offset, int Skip) PermutationOf(string name)
    {
        ulong hash = Hashing.Seed;
        foreach (byte one in Encoding.UTF8.GetBytes(name)) hash = Hashing.Mix(hash, one);
        return ((int)((hash >> 32) % Size), (int)((hash & 0xFFFF_FFFF) % (Size - 1)) + 1);
    }
}
