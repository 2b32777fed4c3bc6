using Microboxes.Host.Stacks.Monitor.Reassembly;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

public sealed class OverlapPrecedenceTests
{
    public static TheoryData<string> Policies => [.. Enum.GetNames<OverlapPolicy>()];

    [Theory, MemberData(nameof(Policies))]
    public void TwoSegments_InEachOfTheNineRelations_KeepTheBytesTheTableSays(string name)
    {
        OverlapPolicy policy = Enum.Parse<OverlapPolicy>(name);
        foreach (int begin in new[] { 10, 20, 22 })
        {
            foreach (int end in new[] { 28, 30, 35 })
            {
                using HeldSegments held = new(new HeldSegmentOptions());
                using HeldStream stream = new(held, policy, copy: false);
                stream.Hold(20, Enumerable.Repeat((byte)'o', 10).ToArray());
                stream.Hold((ulong)begin, Enumerable.Repeat((byte)'N', end - begin).ToArray());
                byte winner = (byte)(OverlapTable.ArrivingWins(policy, begin, end, 20, 30) ? 'N' : 'o');
                byte?[] contents = stream.Contents();
                Assert.All(Enumerable.Range(begin, end - begin).Where(i => i is >= 20 and < 30), i => Assert.Equal(winner, contents[i]));
                Assert.All(Enumerable.Range(begin, end - begin).Where(i => i is < 20 or >= 30), i => Assert.Equal((byte)'N', contents[i]));
                Assert.All(Enumerable.Range(20, 10).Where(i => i < begin || i >= end), i => Assert.Equal((byte)'o', contents[i]));
            }
        }
    }

    [Theory, MemberData(nameof(Policies))]
    public void ArrivingWins_ForAnyThreeSegments_IsTransitive(string name)
    {
        // Cutting held ranges is exact only because who wins is a total order: losing to a loser means losing.
        OverlapPolicy policy = Enum.Parse<OverlapPolicy>(name);
        (ulong, ulong)[] segments = [.. from begin in Enumerable.Range(0, 4) from length in Enumerable.Range(4, 4) select ((ulong)begin, (ulong)(begin + length))];
        foreach ((ulong b1, ulong e1) in segments)
        {
            foreach ((ulong b2, ulong e2) in segments)
            {
                foreach ((ulong b3, ulong e3) in segments)
                {
                    bool chain = OverlapPrecedence.ArrivingWins(policy, b3, e3, b2, e2) && OverlapPrecedence.ArrivingWins(policy, b2, e2, b1, e1);
                    if (chain) Assert.True(OverlapPrecedence.ArrivingWins(policy, b3, e3, b1, e1));
                }
            }
        }
    }
}
