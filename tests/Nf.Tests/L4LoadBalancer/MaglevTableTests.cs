using Microboxes.Nf.L4LoadBalancer;
using Xunit;

namespace Microboxes.Nf.Tests.L4LoadBalancer;

public sealed class MaglevTableTests
{
    [Fact]
    public void Slots_OfTenEqualBackends_AreWithinOnePercentOfEven()
    {
        int[] counts = Counts(new MaglevTable(Backends(10)), 10);
        Assert.All(counts, count => Assert.InRange(count, MaglevTable.Size / 10 * 0.99, MaglevTable.Size / 10 * 1.01));
    }

    [Fact]
    public void Slots_OfWeightedBackends_FollowTheWeights()
    {
        int[] counts = Counts(new MaglevTable([("10.0.0.1:80", 1), ("10.0.0.2:80", 3)]), 2);
        Assert.InRange((double)counts[1] / counts[0], 2.97, 3.03);
    }

    [Fact]
    public void Slots_WhenOneBackendGoes_HardlyMoveBetweenTheOthers()
    {
        (string, int)[] all = Backends(10);
        MaglevTable before = new(all);
        for (int gone = 0; gone < all.Length; gone++)
        {
            MaglevTable after = new([.. all.Where((_, i) => i != gone)]);
            int moved = Enumerable.Range(0, MaglevTable.Size).Count(slot =>
                before.Slots[slot] != gone && before.Slots[slot] != after.Slots[slot] + (after.Slots[slot] >= gone ? 1 : 0));
            Assert.InRange((double)moved / MaglevTable.Size, 0, 0.01);
        }
    }

    [Fact]
    public void Lookup_OfEveryHash_FindsABackend()
    {
        MaglevTable table = new(Backends(3));
        foreach (ulong hash in (ulong[])[0, ulong.MaxValue, 1UL << 32, 1UL << 63]) Assert.InRange(table[hash], 0, 2);
    }

    private static (string, int)[] Backends(int count) => [.. Enumerable.Range(1, count).Select(i => ($"10.0.0.{i}:80", 1))];

    private static int[] Counts(MaglevTable table, int backends) => [.. Enumerable.Range(0, backends).Select(backend => table.Slots.Count(slot => slot == backend))];
}
