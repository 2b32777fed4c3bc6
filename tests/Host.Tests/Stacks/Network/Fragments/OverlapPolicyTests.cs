using Microboxes.Host.Stacks.Network.Fragments;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>Two fragments, in each of the ways one can lie to the other.</summary>
public sealed class OverlapPolicyTests
{
    private const int EarlierStart = 64;
    private const int EarlierEnd = 128;
    private const int Total = 200;

    /// <param name="start">Where the later fragment starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="winners">Who keeps the bytes of both: earlier or later, under First, Last, Bsd, BsdRight, Linux, Windows and Solaris.</param>
    [Theory]
    [InlineData(32, 112, "E L L E L E E")]
    [InlineData(32, 128, "E L L E L E L")]
    [InlineData(32, 160, "E L L E L L L")]
    [InlineData(64, 112, "E L E L L E E")]
    [InlineData(64, 128, "E L E L L E E")]
    [InlineData(64, 160, "E L E L L E E")]
    [InlineData(96, 112, "E L E L E E E")]
    [InlineData(96, 128, "E L E L E E E")]
    [InlineData(96, 160, "E L E L E E E")]
    public void TwoFragments_WithOtherBytesForTheSamePlace_AreDecidedByThePolicy(int start, int end, string winners)
    {
        string[] expected = winners.Split(' ');
        Assert.Equal(Enum.GetValues<OverlapPolicy>().Length, expected.Length);
        foreach (OverlapPolicy policy in Enum.GetValues<OverlapPolicy>())
        {
            byte winner = (byte)expected[(int)policy][0];
            Assert.Equal(Expected(start, end, winner), Reassemble(new(4), policy, start, end));
            Assert.Equal(Expected(start, end, winner), Reassemble(new(6), policy, start, end));
        }
    }

    private static byte[] Expected(int start, int end, byte winner)
    {
        byte[] bytes = new byte[Total];
        bytes.AsSpan().Fill((byte)'-');
        bytes.AsSpan(EarlierStart..EarlierEnd).Fill((byte)'E');
        for (int i = start; i < end; i++)
            if (bytes[i] == '-' || winner == 'L') bytes[i] = (byte)'L';
        return bytes;
    }

    private static byte[] Reassemble(FragmentSource source, OverlapPolicy policy, int start, int end)
    {
        using DefragmenterRig rig = new(new() { Policy = policy });
        Assert.Null(rig.Give(source.Fragment(EarlierStart, true, EarlierEnd - EarlierStart, (byte)'E')));
        Assert.Null(rig.Give(source.Fragment(start, true, end - start, (byte)'L')));
        Assert.Equal((1, 1), (rig.Defragmenter.Overlaps, rig.Defragmenter.Conflicts));
        int covered = Math.Max(end, EarlierEnd);
        Assert.Null(rig.Give(source.Fragment(0, true, Math.Min(start, EarlierStart), (byte)'-')));
        byte[]? whole = rig.Give(source.Fragment(covered, false, Total - covered, (byte)'-'));
        Assert.NotNull(whole);
        Assert.True(rig.Defragmenter.CompletedWithOverlap && rig.Defragmenter.CompletedWithConflict);
        return whole[source.HeaderLength..];
    }
}
