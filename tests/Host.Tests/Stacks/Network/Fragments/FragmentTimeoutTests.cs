using Microboxes.Host.Observability;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>How long a datagram waits, in capture time.</summary>
public sealed class FragmentTimeoutTests
{
    [Theory]
    [InlineData(4, 29_999, true)]
    [InlineData(4, 30_000, false)]
    [InlineData(6, 59_999, true)]
    [InlineData(6, 60_000, false)]
    public void LastFragment_BeforeOrAfterTheTimeout_CompletesOrBeginsAnew(int version, int milliseconds, bool completes)
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(version);
        Assert.Null(rig.Give(source.Fragment(0, true, 8, 1), time: DefragmenterRig.Milliseconds(5)));
        byte[]? whole = rig.Give(source.Fragment(8, false, 8, 2), time: DefragmenterRig.Milliseconds(5 + milliseconds));
        Assert.Equal(completes, whole != null);
        Assert.Equal(completes ? 0 : 1, rig.Drops[DropReason.FragmentTimeout]);
        Assert.Equal(completes ? 0 : 1, rig.Defragmenter.Waiting);
    }

    /// <summary>The time runs from the first fragment; others, duplicates too, do not renew it.</summary>
    [Theory]
    [InlineData(4, 30)]
    [InlineData(6, 60)]
    public void Expire_OfADatagramWithManyFragments_CountsEachOnce(int version, int seconds)
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(version);
        for (int i = 0; i < 5; i++) Assert.Null(rig.Give(source.Fragment(i / 2 * 8, true, 8, 1), time: DefragmenterRig.Milliseconds(i * 1000)));
        rig.Defragmenter.Expire(DefragmenterRig.Milliseconds(seconds * 1000 - 1));
        Assert.Equal(5, rig.Defragmenter.Waiting);
        rig.Defragmenter.Expire(DefragmenterRig.Milliseconds(seconds * 1000));
        rig.CheckBooks();
        Assert.Equal((0L, 5, 0), (rig.Defragmenter.Waiting, rig.Drops[DropReason.FragmentTimeout], rig.Defragmenter.Datagrams));
    }

    [Fact]
    public void Expire_OfOneVersion_LeavesTheOtherWaiting()
    {
        using DefragmenterRig rig = new();
        Assert.Null(rig.Give(new FragmentSource(6).Fragment(0, true, 8, 1)));
        Assert.Null(rig.Give(new FragmentSource(4).Fragment(0, true, 8, 1), time: DefragmenterRig.Milliseconds(1)));
        rig.Defragmenter.Expire(DefragmenterRig.Milliseconds(40_000));
        Assert.Equal((1, 1L), (rig.Drops[DropReason.FragmentTimeout], rig.Defragmenter.Waiting));
        Assert.NotNull(rig.Give(new FragmentSource(6).Fragment(8, false, 8, 1), time: DefragmenterRig.Milliseconds(40_001)));
    }

    /// <summary>One timestamp far in the future must not keep what comes after it for ever.</summary>
    [Fact]
    public void Expire_AfterAClockThatWentBack_StillFreesEverything()
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(4);
        Assert.Null(rig.Give((source with { Identification = 1 }).Fragment(0, true, 8, 1), time: long.MaxValue / 2));
        Assert.Null(rig.Give((source with { Identification = 2 }).Fragment(0, true, 8, 1), time: 0));
        rig.Defragmenter.Expire(DefragmenterRig.Milliseconds(29_999));
        Assert.Equal(2, rig.Defragmenter.Waiting);
        rig.Defragmenter.Expire(DefragmenterRig.Milliseconds(30_000));
        Assert.Equal(0, rig.Defragmenter.Waiting);
        Assert.Equal(2, rig.Drops[DropReason.FragmentTimeout]);
    }
}
