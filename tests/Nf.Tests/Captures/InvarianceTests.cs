using Microboxes.Host.Configuration;
using Microboxes.Host.Lanes;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>Same input, same output per flow, whatever the number of stack lines, the placement, the batch size or the ring (DESIGN §13.4).</summary>
public sealed class InvarianceTests
{
    private static readonly int[] BatchSizes = [1, 7, 32, 256];
    private static readonly Placement[] Placements = [Placement.Inline, Placement.Packed, Placement.Dedicated];

    public static TheoryData<string> Telling() => [.. TcpCapture.Names(capture => capture.IsTelling)];

    public static TheoryData<string> All() => [.. TcpCapture.Names(_ => true)];

    [Theory]
    [Trait("Length", "slow")]
    [MemberData(nameof(Telling))]
    public void Capture_WithEveryStackCountPlacementAndBatchSize_GivesTheSameRecords(string file)
    {
        TcpCapture capture = TcpCapture.Of(file);
        IReadOnlyList<string> expected = PlaneRun.Digest(capture).Records;
        for (int stacks = 1; stacks <= 4; stacks++)
        {
            foreach (Placement placement in Placements)
            {
                foreach (int batch in BatchSizes) CheckSame(expected, capture, stacks, placement, batch, 4096);
            }
        }
    }

    /// <summary>Each capture meets other combinations: over all of them, every one occurs many times.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Capture_WithSampledCombinations_GivesTheSameRecords(string file)
    {
        TcpCapture capture = TcpCapture.Of(file);
        IReadOnlyList<string> expected = PlaneRun.Digest(capture).Records;
        int start = TcpCapture.All.ToList().IndexOf(capture);
        for (int sample = start; sample < start + 3; sample++)
            CheckSame(expected, capture, 1 + (sample % 4), Placements[sample % 3], BatchSizes[sample / 3 % 4], 4096);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Capture_WithTheSmallestRing_GivesTheSameRecords(string file)
    {
        TcpCapture capture = TcpCapture.Of(file);
        IReadOnlyList<string> expected = PlaneRun.Digest(capture).Records;
        CheckSame(expected, capture, 1, Placement.Inline, 256, 1024);
        CheckSame(expected, capture, 2, Placement.Dedicated, 32, 1024);
    }

    private static void CheckSame(IReadOnlyList<string> expected, TcpCapture capture, int stacks, Placement placement, int batch, int ring)
    {
        void Change(HostOptions options)
        {
            options.Stacks.Count = stacks;
            options.Lanes.Placement = placement;
            options.Stacks.BatchSize = batch;
            options.Stacks.RingSize = ring;
        }

        IReadOnlyList<string> records = PlaneRun.Digest(capture, Change).Records;
        Assert.True(expected.SequenceEqual(records), $"{stacks} stack lines, {placement}, batches of {batch}, ring of {ring}:\n{FirstDifference(expected, records)}");
    }

    private static string FirstDifference(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        int at = 0;
        while (at < expected.Count && at < actual.Count && expected[at] == actual[at]) at++;
        return $"record {at} of {expected.Count} and {actual.Count}\n{expected.ElementAtOrDefault(at)}\n{actual.ElementAtOrDefault(at)}";
    }
}
