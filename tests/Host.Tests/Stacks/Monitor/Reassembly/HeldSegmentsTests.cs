using Microboxes.Host.Stacks.Monitor.Reassembly;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

public sealed unsafe class HeldSegmentsTests
{
    [Fact]
    public void TryTake_FrontierNotReached_GivesNothing()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        using HeldStream stream = new(held, OverlapPolicy.First, copy: false);
        stream.Hold(5, "abc"u8);
        Assert.False(stream.TryTake(4, out _));
        Assert.True(stream.TryPeek(out ulong offset, out uint length));
        Assert.Equal((5UL, 3U), (offset, length));
    }

    [Fact]
    public void TryTake_FrontierInsideARange_CutsWhatWasDelivered()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        using HeldStream stream = new(held, OverlapPolicy.First, copy: true);
        stream.Hold(5, "abc"u8);
        stream.Hold(9, "xyz"u8);
        Assert.True(stream.TryTake(10, out HeldRange range));
        Assert.Equal("yz"u8, new ReadOnlySpan<byte>(range.Data, (int)range.Length));
        held.Release(range.Lease);
        Assert.True(stream.IsEmpty);
        Assert.Equal(0, held.CopiedBytes);
    }

    [Fact]
    public void TryTake_AfterTheHoleWasGivenUp_GoesOnBehindIt()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        using HeldStream stream = new(held, OverlapPolicy.First, copy: false);
        stream.Arrive(0, "ab"u8);
        stream.Arrive(4, "ef"u8);
        stream.SkipTo(4);
        stream.Drain();
        Assert.Equal(6UL, stream.Frontier);
    }

    [Fact]
    public void Hold_OffsetsBeyond32Bits_KeepTheirOrder()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        using HeldStream stream = new(held, OverlapPolicy.Last, copy: false);
        const ulong Far = 0xFFFF_FFFE;
        stream.Hold(Far + 4, "ef"u8);
        stream.Hold(Far, "abcdE"u8);
        Assert.True(stream.TryTake(Far, out HeldRange first));
        Assert.Equal("abcdE"u8, new ReadOnlySpan<byte>(first.Data, (int)first.Length));
        Assert.True(stream.TryTake(Far + 5, out HeldRange second));
        Assert.Equal("f"u8, new ReadOnlySpan<byte>(second.Data, (int)second.Length));
    }

    [Fact]
    public void Hold_ZeroLength_ChangesNothing()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        using HeldStream stream = new(held, OverlapPolicy.Last, copy: true);
        Assert.Equal(HoldOutcome.Duplicate, stream.Hold(7, default).Outcome);
        Assert.True(stream.IsEmpty);
    }

    [Fact]
    public void Release_BlockSharedByTwoRanges_IsReusedAfterTheLast()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        using HeldStream stream = new(held, OverlapPolicy.First, copy: true);
        stream.Hold(4, "M"u8);
        long one = held.CopiedBytes;
        stream.Hold(2, "abcde"u8);
        Assert.Equal(2 * one, held.CopiedBytes);
        Assert.True(stream.TryTake(2, out HeldRange left));
        Assert.True(stream.TryTake(4, out HeldRange middle));
        Assert.True(stream.TryTake(5, out HeldRange right));
        Assert.Equal(left.Lease, right.Lease);
        Assert.NotEqual(left.Lease, middle.Lease);
        held.Release(left.Lease);
        Assert.Equal(2 * one, held.CopiedBytes);
        Assert.Equal("de"u8, new ReadOnlySpan<byte>(right.Data, (int)right.Length));
        held.Release(right.Lease);
        Assert.Equal(one, held.CopiedBytes);
        held.Release(middle.Lease);
        Assert.Equal(0, held.CopiedBytes);
    }

    [Fact]
    public void Discard_WithHeldBytes_ReturnsTheirNumberAndFreesAll()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        using HeldStream stream = new(held, OverlapPolicy.First, copy: true);
        stream.Hold(10, new byte[100]);
        stream.Hold(200, new byte[50]);
        stream.Hold(205, new byte[50]);
        Assert.Equal(155UL, stream.Discard());
        Assert.Equal((0L, 0L, 0L, 155L), (held.HeldBytes, held.HeldSegmentCount, held.CopiedBytes, held.PeakBytes));
        Assert.True(stream.IsEmpty);
        Assert.Equal(0UL, stream.Discard());
    }

    [Fact]
    public void Hold_ManyRounds_ReusesItsMemoryAndAllocatesNothingManaged()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        byte* payload = stackalloc byte[2000];
        Round(held, payload, 50);
        long reserved = held.ReservedBytes, managed = GC.GetAllocatedBytesForCurrentThread();
        Round(held, payload, 2000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - managed);
        Assert.Equal(reserved, held.ReservedBytes);
        Assert.Equal((0L, 0L), (held.HeldBytes, held.CopiedBytes));
    }

    private static void Round(HeldSegments held, byte* payload, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            int head = 0;
            for (uint i = 0; i < 40; i++) held.Hold(ref head, 100 + (i * 977 % 40 * 1000), payload, 1400 + (i % 3 * 300), 1, OverlapPolicy.Solaris);
            for (ulong frontier = 100; held.TryTake(ref head, frontier, out HeldRange range); frontier += range.Length) held.Release(range.Lease);
            held.Discard(ref head);
        }
    }
}
