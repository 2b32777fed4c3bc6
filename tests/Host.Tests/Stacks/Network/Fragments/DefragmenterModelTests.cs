using Microboxes.Host.Observability;
using Microboxes.Host.Stacks.Network.Fragments;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>Random fragments, overlapping, repeated, contradictory and out of order, against <see cref="ByteMap"/> after each step.</summary>
public sealed class DefragmenterModelTests
{
    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> data = [];
        foreach (string policy in Enum.GetNames<OverlapPolicy>())
        {
            data.Add(policy, 4);
            data.Add(policy, 6);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void RandomFragments_UnderEachPolicy_GiveTheModelsDatagrams(string name, int version)
    {
        OverlapPolicy policy = Enum.Parse<OverlapPolicy>(name);
        Random random = new(version * 100 + (int)policy);
        using DefragmenterRig rig = new(new() { Policy = policy });
        int conflicts = 0, contradictions = 0;
        for (uint datagram = 0; datagram < 120; datagram++)
        {
            // Some span several pages of 2 KB.
            int total = random.Next(12) == 0 ? random.Next(4000, 7000) : random.Next(9, 300);
            (bool conflict, int refused) = Play(rig, new(version) { Identification = datagram }, policy, random, total);
            conflicts += conflict ? 1 : 0;
            contradictions += refused;
        }

        Assert.InRange(conflicts, 30, 119);
        Assert.InRange(contradictions, 50, int.MaxValue);
        Assert.Equal(contradictions, rig.Drops[DropReason.FragmentInvalid]);
    }

    private static (bool Conflict, int Refused) Play(DefragmenterRig rig, FragmentSource source, OverlapPolicy policy, Random random, int total)
    {
        ByteMap model = new(policy);
        byte[] truth = new byte[total + 64];
        random.NextBytes(truth);
        bool lies = random.Next(3) != 0;
        int refused = 0;
        for (int step = 0; ; step++)
        {
            ByteMap.Piece piece = step < RandomSteps ? Next(random, truth, total, lies) : Sweep(random, truth, step - RandomSteps);
            long mergedBefore = rig.Drops[DropReason.FragmentMerged];
            byte[]? whole = rig.Give((source with { HopLimit = piece.HopLimit }).Fragment(piece.Start, piece.More, piece.Bytes));
            if (model.Contradicts(piece))
            {
                Assert.Null(whole);
                refused++;
                continue;
            }

            model.Add(piece);
            (byte[] Bytes, byte HopLimit)? expected = model.Result();
            Assert.Equal(expected == null, whole == null);
            if (whole == null) continue;
            Assert.Equal((source with { HopLimit = expected!.Value.HopLimit }).Whole(expected.Value.Bytes), whole);
            Assert.Equal((model.Overlap, model.Conflict), (rig.Defragmenter.CompletedWithOverlap, rig.Defragmenter.CompletedWithConflict));
            Assert.Equal(model.Count - 1, rig.Drops[DropReason.FragmentMerged] - mergedBefore);
            return (model.Conflict, refused);
        }
    }

    private const int RandomSteps = 60;

    private static ByteMap.Piece Next(Random random, byte[] truth, int total, bool lies)
    {
        int blocks = (total + 7) / 8;
        int longest = Math.Min(blocks, total < 4000 ? 6 : blocks / 6);
        int start = random.Next(Math.Max(1, blocks - (longest / 2))) * 8;
        int end = Math.Min(start + random.Next(1, longest + 1) * 8, total);
        bool more = end != total;
        if (random.Next(20) == 0) (end, more) = (Math.Max(start + 1, end - random.Next(9)), false); // Ends elsewhere.
        else if (random.Next(20) == 0) (end, more) = (start + random.Next(1, 8) * 8, true); // May go beyond the end.
        if (end > truth.Length) (end, more) = (start + 8, true);
        if (more) end = Math.Max(start + 8, end & ~7);
        if (start == 0 && !more) (end, more) = (8, true);
        byte[] bytes = truth[start..end];
        if (lies && random.Next(3) == 0) bytes[random.Next(bytes.Length)] ^= 0x55;
        return new(start, bytes, more, (byte)random.Next(1, 255));
    }

    /// <summary>Every block in turn and an end behind all that was sent, so that each datagram comes to its end whatever was accepted as one.</summary>
    private static ByteMap.Piece Sweep(Random random, byte[] truth, int block)
    {
        int end = Math.Min(block * 8 + 8, truth.Length);
        return new(block * 8, truth[(block * 8)..end], end < truth.Length, (byte)random.Next(1, 255));
    }
}
