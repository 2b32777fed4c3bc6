using Microboxes.Host.Rings;
using Xunit;

namespace Microboxes.Host.Tests.Rings;

public sealed unsafe class LossyConsumerTests : IDisposable
{
    private const int Size = 16;
    private readonly RingBuffer<long> ring = new(Size);
    private readonly LossyConsumer tap = new(subscriptions: 0b10);

    public LossyConsumerTests() => ring.GateOnLossy(tap);

    public void Dispose() => ring.Dispose();

    [Fact]
    public void Gate_TapWithinHalfTheRing_WaitsForIt()
    {
        Publish(Size / 2);
        Assert.Equal(Sequence.Initial, ring.Gate);
        Assert.Equal(0, tap.Lost);
    }

    [Fact]
    public void Gate_TapBehindHalfTheRing_MovesItOnAndCountsItsEvents()
    {
        Publish(9, mask: 0b10);
        Publish(3, mask: 0b01);
        Assert.Equal(11, ring.Gate);
        Assert.Equal(9, tap.Lost);
        Assert.True(tap.TryBeginReading(out long passed));
        Assert.Equal(11, passed);
    }

    [Fact]
    public void Gate_TapReading_WaitsForItUntilItIsDone()
    {
        Publish(4);
        Assert.True(tap.TryBeginReading(out _));
        Publish(12);
        Assert.Equal(Sequence.Initial, ring.Gate);
        Assert.False(ring.HasFree(1));
        tap.EndReading(3);
        Assert.True(ring.HasFree(1));
        Assert.Equal(12, tap.Lost);
        Assert.Equal(15, tap.Value);
    }

    [Fact]
    public void Gate_SlotsClaimedButNotShown_AreNotGivenUp()
    {
        for (int i = 0; i < 12; i++) ring.Claim(0b10);
        Assert.Equal(Sequence.Initial, ring.Gate);
        Assert.Equal(0, tap.Lost);
    }

    [Fact]
    public void TryBeginReading_WhileBeingMoved_Fails()
    {
        Assert.True(tap.TryBeginMoving(Sequence.Initial));
        Assert.False(tap.TryBeginReading(out _));
        tap.EndMoving(5, lostEvents: 2);
        Assert.True(tap.TryBeginReading(out long passed));
        Assert.Equal((5, 2), (passed, tap.Lost));
        Assert.False(tap.TryBeginMoving(5));
    }

    [Fact]
    public void TryBeginMoving_ConsumerHasGoneOn_Fails()
    {
        tap.TryBeginReading(out _);
        tap.EndReading(3);
        Assert.False(tap.TryBeginMoving(Sequence.Initial));
        Assert.Equal(3, tap.Value);
    }

    [Fact]
    public void CountFor_AnyRange_CountsAsOneByOne()
    {
        Random random = new(1);
        ulong[] masks = new ulong[Size];
        for (int i = 0; i < Size; i++) *ring.Claim(masks[i] = (ulong)random.Next(4)) = i;
        for (int first = 0; first < 2 * Size; first++)
        {
            for (int length = 0; length <= Size; length++)
            {
                long expected = Enumerable.Range(first, length).Count(s => (masks[s % Size] & 0b10) != 0);
                Assert.Equal(expected, ring.CountFor(0b10, first, first + length - 1));
            }
        }
    }

    private void Publish(int slots, ulong mask = 0b11)
    {
        for (int i = 0; i < slots; i++) ring.Claim(mask);
        ring.Publish();
    }
}
