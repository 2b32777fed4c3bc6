using Microboxes.Host.Stacks.Monitor.Reassembly;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

public sealed unsafe class CopyBlockPoolTests
{
    [Fact]
    public void RentAndReturn_AtRandom_NeverOverlapAndMergeBack()
    {
        using CopyBlockPool pool = new(4 << CopyBlockPool.ChunkOrder);
        Random random = new(3);
        List<(nint Block, byte Mark)> rented = [];
        for (int i = 0; i < 20_000; i++)
        {
            if (rented.Count > 0 && random.Next(2) == 0)
            {
                int chosen = random.Next(rented.Count);
                (nint returned, byte mark) = rented[chosen];
                CopyBlock* block = (CopyBlock*)returned;
                Assert.Equal(-1, new ReadOnlySpan<byte>(CopyBlock.Bytes(block), (int)block->Length).IndexOfAnyExcept(mark));
                pool.Return(block);
                rented.RemoveAt(chosen);
                continue;
            }

            CopyBlock* fresh = pool.Rent((uint)random.Next(1, random.Next(2) == 0 ? 200 : 60_000));
            if (fresh == null) continue;
            new Span<byte>(CopyBlock.Bytes(fresh), (int)fresh->Length).Fill((byte)i);
            rented.Add(((nint)fresh, (byte)i));
        }

        foreach ((nint block, _) in rented) pool.Return((CopyBlock*)block);
        Assert.Equal(0, pool.UsedBytes);
        // Merged back whole: the largest length fits as often as there are chunks.
        for (int i = 0; i < 4; i++) Assert.True(pool.Rent(CopyBlockPool.MaxLength) != null);
        Assert.True(pool.Rent(1) == null);
    }

    [Fact]
    public void Rent_LongerThanAChunk_IsRefused()
    {
        using CopyBlockPool pool = new(1 << 20);
        Assert.True(pool.Rent(CopyBlockPool.MaxLength + 1) == null);
        Assert.True(pool.Rent(uint.MaxValue) == null);
    }
}
