using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>Which fragments belong together.</summary>
public sealed class FragmentIdentityTests
{
    public static TheoryData<int, string> Differences() => new()
    {
        { 4, "source" }, { 4, "destination" }, { 4, "identification" }, { 4, "protocol" },
        { 6, "source" }, { 6, "destination" }, { 6, "identification" },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void Fragments_ThatDifferInOneField_DoNotMix(int version, string field)
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(version);
        FragmentSource other = field switch
        {
            "source" => source with { Source = 77 },
            "destination" => source with { Destination = 77 },
            "identification" => source with { Identification = 77 },
            _ => source with { Protocol = 77 },
        };
        Assert.Null(rig.Give(source.Fragment(0, true, 8, 1)));
        Assert.Null(rig.Give(other.Fragment(8, false, 8, 2)));
        Assert.Equal((2, 2L), (rig.Defragmenter.Datagrams, rig.Defragmenter.Waiting));
    }

    [Theory]
    [InlineData(7, 6)]
    [InlineData(5, 0)]
    [InlineData(5, 7)]
    [InlineData(6, 5)]
    public void Fragments_OnOtherVlans_DoNotMix(int outer, int inner)
    {
        foreach (int version in (int[])[4, 6])
        {
            using DefragmenterRig rig = new();
            FragmentSource source = new(version);
            Assert.Null(rig.Give(source.Fragment(0, true, 8, 1), vlan: 5, innerVlan: 6));
            Assert.Null(rig.Give(source.Fragment(8, false, 8, 2), vlan: (ushort)outer, innerVlan: (ushort)inner));
            Assert.NotNull(rig.Give(source.Fragment(8, false, 8, 2), vlan: 5, innerVlan: 6));
        }
    }

    /// <summary>RFC 8200 4.5: only the Next Header of the first fragment is used.</summary>
    [Fact]
    public void Ipv6Fragments_WithDifferentNextHeaders_AreOneDatagramOfTheFirstOnes()
    {
        using DefragmenterRig rig = new();
        FragmentSource source = new(6);
        Assert.Null(rig.Give((source with { Protocol = 6 }).Fragment(8, false, 1, 2)));
        Assert.Equal(source.Whole([1, 1, 1, 1, 1, 1, 1, 1, 2]), rig.Give(source.Fragment(0, true, 8, 1)));
    }

    /// <summary>The first fragment's header goes with the datagram, whichever fragment completes it.</summary>
    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Datagram_OfFragmentsInAnyOrder_HasTheFirstFragmentsHeader(int version)
    {
        FragmentSource first = new(version) { HopLimit = 3, Options = version == 4 ? [7, 4, 4, 0] : [44, 0, 1, 4, 0, 0, 0, 0], FirstExtension = 60 };
        FragmentSource later = new(version) { HopLimit = 200 };
        byte[][] fragments = [first.Fragment(0, true, 8, 1), later.Fragment(8, true, 8, 2), later.Fragment(16, false, 3, 3)];
        byte[] expected = first.Whole([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 3, 3, 3]);
        foreach (int[] order in (int[][])[[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
        {
            using DefragmenterRig rig = new();
            Assert.Null(rig.Give(fragments[order[0]]));
            Assert.Null(rig.Give(fragments[order[1]]));
            byte[]? whole = rig.Give(fragments[order[2]]);
            Assert.Equal(expected, whole);
            if (version == 4) Assert.Equal(0, FragmentSource.Checksum(whole.AsSpan(0, 24)));
        }
    }

    [Fact]
    public void Ipv4Fragments_ThatMustNotBeFragmented_LeaveNoFlagBehind()
    {
        using DefragmenterRig rig = new();
        byte[] first = new FragmentSource(4).Fragment(0, true, 8, 1);
        first[6] |= 0x40;
        Assert.Null(rig.Give(first));
        Assert.Equal(new FragmentSource(4).Whole([1, 1, 1, 1, 1, 1, 1, 1, 1]), rig.Give(new FragmentSource(4).Fragment(8, false, 1, 1)));
    }
}
