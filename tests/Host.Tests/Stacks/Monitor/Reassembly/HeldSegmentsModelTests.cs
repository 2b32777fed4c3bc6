using Microboxes.Host.Stacks.Monitor.Reassembly;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

/// <summary>Random segments, drained as gaps close, against <see cref="StreamModel"/>.</summary>
public sealed class HeldSegmentsModelTests
{
    private const int Extent = 400;

    public static TheoryData<string, bool> Cases
    {
        get
        {
            TheoryData<string, bool> cases = [];
            foreach (string policy in Enum.GetNames<OverlapPolicy>())
            {
                cases.Add(policy, false);
                cases.Add(policy, true);
            }

            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void RandomSegments_HeldAndDelivered_EqualTheModelAfterEach(string name, bool copy)
    {
        OverlapPolicy policy = Enum.Parse<OverlapPolicy>(name);
        using HeldSegments held = new(new HeldSegmentOptions());
        for (int seed = 0; seed < 60; seed++) RunOne(held, policy, copy, new Random(seed));
        Assert.Equal((0L, 0L, 0L), (held.HeldBytes, held.HeldSegmentCount, held.CopiedBytes));
    }

    [Theory, MemberData(nameof(Cases))]
    public void RandomSegments_NeverTaken_EqualTheModelAfterEach(string name, bool copy)
    {
        OverlapPolicy policy = Enum.Parse<OverlapPolicy>(name);
        using HeldSegments held = new(new HeldSegmentOptions());
        for (int seed = 1000; seed < 1040; seed++)
        {
            Random random = new(seed);
            StreamModel model = new(policy, Extent);
            using HeldStream stream = new(held, policy, copy);
            for (int i = 0; i < 120; i++)
            {
                (int begin, byte[] bytes) = Next(random, alphabet: seed % 2 == 0 ? 2 : 200, 0);
                byte?[] earlier = stream.Contents();
                HoldResult result = stream.Hold((ulong)begin, bytes);
                model.Arrive(begin, bytes);
                byte?[] later = stream.Contents();
                Same(model.Contents(), later);
                CheckResult(result, begin, bytes, earlier, later);
                Assert.Equal(later.Count(b => b != null), held.HeldBytes);
            }
        }
    }

    private static void RunOne(HeldSegments held, OverlapPolicy policy, bool copy, Random random)
    {
        StreamModel model = new(policy, Extent);
        using HeldStream stream = new(held, policy, copy);
        for (int i = 0; i < 150; i++)
        {
            int frontier = model.Frontier;
            if (frontier >= Extent - 1) break;
            // Now and then at the frontier: this closes holes and lets the policy settle what lies behind.
            (int begin, byte[] bytes) = Next(random, 200, frontier);
            if (random.Next(4) == 0) begin = frontier;
            bytes = bytes[..Math.Min(bytes.Length, Extent - begin)];
            model.Arrive(begin, bytes);
            stream.Arrive((ulong)begin, bytes);
            Same(model.Contents(), stream.Contents());
            Assert.Equal((ulong)model.Frontier, stream.Frontier);
        }
    }

    private static void Same(byte?[] expected, byte?[] actual)
    {
        // The assertion that tells the difference is slow; this one runs thousands of times.
        if (!expected.AsSpan().SequenceEqual(actual)) Assert.Equal(expected, actual);
    }

    private static void CheckResult(HoldResult result, int begin, byte[] bytes, byte?[] earlier, byte?[] later)
    {
        byte? Earlier(int i) => begin + i < earlier.Length ? earlier[begin + i] : null;
        bool changed = Enumerable.Range(0, bytes.Length).Any(i => Earlier(i) != later[begin + i]);
        Assert.Equal(changed ? HoldOutcome.Held : HoldOutcome.Duplicate, result.Outcome & ~HoldOutcome.Conflict);
        int first = Array.FindIndex([.. Enumerable.Range(0, bytes.Length)], i => Earlier(i) is byte b && b != bytes[i]);
        Assert.Equal(first >= 0, result.Outcome.HasFlag(HoldOutcome.Conflict));
        if (first < 0) return;
        int last = first;
        while (last < bytes.Length && Earlier(last) is byte b && b != bytes[last]) last++;
        Assert.Equal(((ulong)(begin + first), (uint)(last - first)), (result.ConflictOffset, result.ConflictLength));
    }

    private static (int Begin, byte[] Bytes) Next(Random random, int alphabet, int from)
    {
        int begin = from + random.Next(Extent - from);
        int longest = Math.Min(random.Next(3) == 0 ? 120 : 12, Extent - begin);
        byte[] bytes = new byte[1 + random.Next(longest)];
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)(1 + random.Next(alphabet));
        return (begin, bytes);
    }
}
