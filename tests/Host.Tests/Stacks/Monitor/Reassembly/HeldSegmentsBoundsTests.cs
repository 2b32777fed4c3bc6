using Microboxes.Host.Stacks.Monitor.Reassembly;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

public sealed unsafe class HeldSegmentsBoundsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hold_BeyondTheFlowsBytes_IsRefusedAndChangesNothing(bool copy)
    {
        using HeldSegments held = new(new HeldSegmentOptions { MaxBytesPerFlow = 100 });
        using HeldStream stream = new(held, OverlapPolicy.First, copy);
        Assert.Equal(HoldOutcome.Held, stream.Hold(10, new byte[100]).Outcome);
        HoldResult refused = stream.Hold(105, Enumerable.Repeat((byte)1, 6).ToArray());
        Assert.Equal(HoldOutcome.RefusedPerFlow | HoldOutcome.Conflict, refused.Outcome);
        Assert.Equal((105UL, 5U), (refused.ConflictOffset, refused.ConflictLength));
        Assert.Equal(HoldOutcome.Duplicate, stream.Hold(20, new byte[10]).Outcome);
        Assert.Equal(100, held.HeldBytes);
    }

    [Fact]
    public void Hold_ReplacedBytesInALiveBlock_CountAgainstTheFlow()
    {
        // One byte kept of each segment would else pin the whole of its copy.
        using HeldSegments held = new(new HeldSegmentOptions { MaxBytesPerFlow = 2500 });
        using HeldStream stream = new(held, OverlapPolicy.Last, copy: true);
        byte[] bytes = new byte[1000];
        bytes.AsSpan().Fill(1);
        Assert.Equal(HoldOutcome.Held, stream.Hold(10, bytes).Outcome);
        bytes.AsSpan().Fill(2);
        Assert.True(stream.Hold(11, bytes).Outcome.HasFlag(HoldOutcome.Held));
        bytes.AsSpan().Fill(3);
        Assert.True(stream.Hold(12, bytes).Outcome.HasFlag(HoldOutcome.RefusedPerFlow));
        Assert.Equal(1001, held.HeldBytes);
    }

    [Fact]
    public void Hold_BeyondTheTotalBytes_IsRefusedForEveryFlow()
    {
        using HeldSegments held = new(new HeldSegmentOptions { MaxTotalBytes = 100 });
        using HeldStream one = new(held, OverlapPolicy.First, copy: false), other = new(held, OverlapPolicy.First, copy: false);
        Assert.Equal(HoldOutcome.Held, one.Hold(10, new byte[60]).Outcome);
        Assert.Equal(HoldOutcome.RefusedTotal, other.Hold(10, new byte[41]).Outcome);
        Assert.True(other.IsEmpty);
        Assert.Equal(HoldOutcome.Held, other.Hold(10, new byte[40]).Outcome);
    }

    [Fact]
    public void Hold_CopiesBeyondTheirMemory_AreRefusedUntilSomeIsFree()
    {
        using HeldSegments held = new(new HeldSegmentOptions { MaxTotalBytes = 1 << 18, MaxBytesPerFlow = 1 << 20 });
        using HeldStream stream = new(held, OverlapPolicy.First, copy: true);
        int taken = 0;
        while (stream.Hold((ulong)(10 + (taken * 2000)), new byte[1500]).Outcome == HoldOutcome.Held) taken++;
        Assert.Equal(128, taken);
        Assert.Equal(HoldOutcome.RefusedTotal, stream.Hold(9_000_000, "a"u8).Outcome);
        Assert.True(stream.TryTake(10, out HeldRange range));
        Assert.Equal(HoldOutcome.RefusedTotal, stream.Hold(9_000_000, "a"u8).Outcome);
        held.Release(range.Lease);
        Assert.Equal(HoldOutcome.Held, stream.Hold(9_000_000, "a"u8).Outcome);
        Assert.Equal(1 << 18, held.ReservedBytes);
    }

    [Fact]
    public void Hold_BeyondTheSegmentBounds_IsRefused()
    {
        using HeldSegments held = new(new HeldSegmentOptions { MaxSegmentsPerFlow = 3, MaxTotalSegments = 5 });
        using HeldStream one = new(held, OverlapPolicy.First, copy: false), other = new(held, OverlapPolicy.First, copy: false);
        foreach (ulong offset in (ulong[])[10, 20, 30]) Assert.Equal(HoldOutcome.Held, one.Hold(offset, "a"u8).Outcome);
        Assert.Equal(HoldOutcome.RefusedPerFlow, one.Hold(40, "a"u8).Outcome);
        foreach (ulong offset in (ulong[])[10, 20]) Assert.Equal(HoldOutcome.Held, other.Hold(offset, "a"u8).Outcome);
        Assert.Equal(HoldOutcome.RefusedTotal, other.Hold(30, "a"u8).Outcome);
        Assert.Equal(5, held.HeldSegmentCount);
    }

    [Fact]
    public void Hold_AfterTaking_HasTheFlowsRoomAgain()
    {
        // A range ahead keeps the list open throughout, as in a long stream with a loss in each window.
        using HeldSegments held = new(new HeldSegmentOptions { MaxBytesPerFlow = 2000 });
        using HeldStream stream = new(held, OverlapPolicy.First, copy: true);
        stream.Hold(1000, new byte[900]);
        for (ulong offset = 2000; offset < 20_000; offset += 1000)
        {
            Assert.Equal(HoldOutcome.Held, stream.Hold(offset, new byte[900]).Outcome);
            Assert.True(stream.TryTake(offset - 1000, out HeldRange range));
            held.Release(range.Lease);
        }
    }

    [Fact]
    public void Hold_ManyListsOpenedAndClosed_NeverRunOutOfCells()
    {
        using HeldSegments held = new(new HeldSegmentOptions { MaxSegmentsPerFlow = 2, MaxTotalSegments = 2 });
        using HeldStream stream = new(held, OverlapPolicy.First, copy: false);
        for (int round = 0; round < 100; round++)
        {
            Assert.Equal(HoldOutcome.Held, stream.Hold(10, "a"u8).Outcome);
            Assert.Equal(1UL, stream.Discard());
        }
    }

    [Theory]
    [InlineData(2, nameof(HoldOutcome.RefusedPerFlow))]
    [InlineData(3, nameof(HoldOutcome.Held))]
    public void Hold_SplittingAHeldRange_CountsBothNewRanges(int most, string expected)
    {
        using HeldSegments held = new(new HeldSegmentOptions { MaxSegmentsPerFlow = most });
        using HeldStream stream = new(held, OverlapPolicy.Last, copy: true);
        stream.Hold(10, "aaaaa"u8);
        HoldOutcome outcome = stream.Hold(12, "b"u8).Outcome;
        Assert.Equal(expected, (outcome & ~HoldOutcome.Conflict).ToString());
        Assert.Equal(expected == "Held" ? 3 : 1, held.HeldSegmentCount);
    }

    [Fact]
    public void HoldAtFrontier_AtEveryBound_StillClosesTheGaps()
    {
        using HeldSegments held = new(new HeldSegmentOptions { MaxBytesPerFlow = 3, MaxTotalBytes = 3, MaxSegmentsPerFlow = 3, MaxTotalSegments = 3 });
        using HeldStream stream = new(held, OverlapPolicy.First, copy: true);
        foreach (ulong offset in (ulong[])[2, 4, 6]) Assert.Equal(HoldOutcome.Held, stream.Hold(offset, "x"u8).Outcome);
        stream.HoldAtFrontier("abcdefghij"u8);
        stream.Drain();
        Assert.Equal("abxdxfxhij"u8.ToArray().Select(b => (byte?)b), stream.Contents());
        Assert.True(stream.IsEmpty);
    }

    [Fact]
    public void Flood_OfTinySegmentsInRandomOrder_CostsLogarithmicVisitsEach()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        ulong[] offsets = [.. Enumerable.Range(1, 4096).Select(i => (ulong)i * 2)];
        new Random(5).Shuffle(offsets);
        byte payload = 1;
        int head = 0;
        foreach (ulong offset in offsets) held.Hold(ref head, offset, &payload, 1, 0, OverlapPolicy.Bsd);
        Assert.Equal(4096, held.HeldSegmentCount);
        // A plain list would take about 4096²/4 = 4.2 M steps.
        Assert.InRange(held.NodeVisits, 1, 4096 * 40);
        long visits = held.NodeVisits;
        for (ulong i = 0; i < 1000; i++) Assert.Equal(HoldOutcome.RefusedPerFlow, held.Hold(ref head, 20_000 + (i * 2), &payload, 1, 0, OverlapPolicy.Bsd).Outcome);
        Assert.InRange(held.NodeVisits - visits, 0, 1000);
    }

    [Fact]
    public void Flood_BehindOrBeforeWhatIsHeld_CostsOneStepEach()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        byte payload = 1;
        int behind = 0, before = 0;
        for (ulong i = 1; i <= 2000; i++) held.Hold(ref behind, i * 2, &payload, 1, 0, OverlapPolicy.First);
        for (ulong i = 2000; i >= 1; i--) held.Hold(ref before, i * 2, &payload, 1, 0, OverlapPolicy.First);
        Assert.InRange(held.NodeVisits, 0, 4000);
    }

    [Fact]
    public void Flood_OfOverlaps_CostsNoMoreStepsThanBytes()
    {
        using HeldSegments held = new(new HeldSegmentOptions());
        byte* payload = stackalloc byte[1000];
        int head = 0;
        for (ulong i = 1; i <= 2000; i++) held.Hold(ref head, i * 2, payload, 1, 0, OverlapPolicy.First);
        for (ulong i = 0; i < 300; i++)
        {
            long visits = held.NodeVisits;
            held.Hold(ref head, 1 + (i * 10), payload, 1000, 0, OverlapPolicy.First);
            // The survey and the settling each pass the overlapped ranges once.
            Assert.InRange(held.NodeVisits - visits, 0, 2000 + 60);
        }
    }
}
