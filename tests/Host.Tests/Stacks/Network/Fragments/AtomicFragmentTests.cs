using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>IPv6 datagrams that are whole and wear a Fragment header all the same (RFC 6946).</summary>
public sealed class AtomicFragmentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1400)]
    public void AtomicFragment_OfAnyLength_GoesOnWithoutItsHeader(int length)
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(6);
        byte[] payload = new byte[length];
        new Random(length).NextBytes(payload);
        Assert.Equal(source.Whole(payload), rig.Give(source.Fragment(0, false, payload)));
        Assert.Equal(0, rig.Drops.Total);
    }

    [Fact]
    public void AtomicFragment_AmongOthersOfItsIdentification_LeavesThemAlone()
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(6);
        Assert.Null(rig.Give(source.Fragment(0, true, 8, 1)));
        Assert.Equal(source.Whole([9, 9]), rig.Give(source.Fragment(0, false, 2, 9)));
        Assert.Equal(source.Whole([1, 1, 1, 1, 1, 1, 1, 1, 2]), rig.Give(source.Fragment(8, false, 1, 2)));
        Assert.False(rig.Defragmenter.CompletedWithOverlap);
    }

    [Fact]
    public void AtomicFragment_InsideAnAssembledDatagram_IsInvalid()
    {
        using DefragmenterRig rig = new();
        byte[] inner = [17, 0, 0, 0, 0, 0, 0, 5, 1, 2, 3, 4];
        byte[]? whole = rig.GiveAndHold((new FragmentSource(6) { Protocol = 44 }).Fragment(0, false, inner));
        Assert.NotNull(whole);
        nint lease = rig.Last.lease;
        PacketDescriptor packet = rig.Last;
        Assert.Null(rig.Give(ref packet, 40));
        Assert.Equal(1, rig.Drops[DropReason.FragmentInvalid]);
        rig.Defragmenter.Release(lease);
    }

    /// <summary>A tunnel inside what was put together is a datagram of its own.</summary>
    [Fact]
    public void Fragment_OfADatagramTunnelledInAnAssembledOne_IsTaken()
    {
        using DefragmenterRig rig = new();
        byte[] inner = new FragmentSource(4).Fragment(0, true, 8, 1);
        Assert.NotNull(rig.GiveAndHold((new FragmentSource(6) { Protocol = 4 }).Fragment(0, false, inner)));
        nint lease = rig.Last.lease;
        PacketDescriptor packet = rig.Last;
        packet.network = 40;
        Assert.Null(rig.Give(ref packet, 0));
        Assert.Equal(1, rig.Defragmenter.Waiting);
        rig.Defragmenter.Release(lease);
    }
}
