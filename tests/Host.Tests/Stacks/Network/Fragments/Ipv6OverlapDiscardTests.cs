using Microboxes.Host.Observability;
using Microboxes.Host.Stacks.Network.Fragments;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>RFC 5722 and RFC 8200 4.5, when asked for.</summary>
public sealed class Ipv6OverlapDiscardTests
{
    private static readonly DefragmentationOptions Strict = new() { DiscardOverlappingIpv6 = true };

    [Theory]
    [InlineData(8, 16, 1)] // the same bytes, another extent
    [InlineData(8, 8, 1)] // likewise, and nothing new
    [InlineData(0, 16, 2)] // the same extent, other bytes
    public void Overlap_InIpv6_EndsTheDatagramAndRefusesItsLateFragments(int start, int length, byte fill)
    {
        using DefragmenterRig rig = new(Strict);
        FragmentSource source = new(6);
        Assert.Null(rig.Give(source.Fragment(0, true, 16, 1)));
        Assert.Null(rig.Give(source.Fragment(start, true, length, fill)));
        Assert.Equal((2, 0L, 0L), (rig.Drops[DropReason.FragmentInvalid], rig.Defragmenter.Waiting, rig.Defragmenter.MemoryInUse));
        Assert.Null(rig.Give(source.Fragment(0, true, 24, 1)));
        Assert.Null(rig.Give(source.Fragment(24, false, 8, 1)));
        Assert.Equal(4, rig.Drops[DropReason.FragmentInvalid]);
        long later = DefragmenterRig.Milliseconds(60_000);
        Assert.Null(rig.Give(source.Fragment(0, true, 24, 1), time: later));
        Assert.NotNull(rig.Give(source.Fragment(24, false, 8, 1), time: later));
    }

    [Fact]
    public void ExactDuplicate_InIpv6_IsNoOverlap()
    {
        using DefragmenterRig rig = new(Strict);
        FragmentSource source = new(6);
        for (int i = 0; i < 3; i++) Assert.Null(rig.Give(source.Fragment(0, true, 16, 1)));
        for (int i = 0; i < 2; i++) Assert.Null(rig.Give(source.Fragment(24, false, 3, 1)));
        Assert.NotNull(rig.Give(source.Fragment(16, true, 8, 1)));
        Assert.Equal(5, rig.Drops[DropReason.FragmentMerged]);
    }

    [Fact]
    public void Overlap_InIpv4_IsNotAffected()
    {
        using DefragmenterRig rig = new(Strict);
        FragmentSource source = new(4);
        Assert.Null(rig.Give(source.Fragment(0, true, 16, 1)));
        Assert.Null(rig.Give(source.Fragment(8, true, 16, 1)));
        Assert.NotNull(rig.Give(source.Fragment(24, false, 8, 1)));
    }
}
