using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Plugins.Functions;
using Xunit;

namespace Microboxes.Host.Tests.Functions.Publishing;

/// <summary>Before event s of the stack line, a follower sees everything that was caused at or before s, whatever the schedule.</summary>
public sealed class CausalOrderTests
{
    private const string Device = "mem:flows=60,size=6000,concurrent=20";
    private static readonly int[] BatchSizes = [1, 7, 32, 256];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 24)];

    [Fact]
    public void Follow_APublisherBeforeIt_SeesWhatAPacketCausedBeforeThePacket()
    {
        NotingNf first = new(0, d => d.Subscribe("PKT").Publish<Note>("EVENT/FIRST"));
        NotingNf second = new(1, d => d.Subscribe("EVENT/FIRST").Subscribe("PKT").Publish<Note>("EVENT/SECOND"));
        NotingNf third = new(2, d => d.Subscribe("PKT").Subscribe("EVENT/SECOND").Subscribe("EVENT/FIRST"));
        using Plane plane = TestPlane.Build(TestPlane.Options(3, Placement.Inline, Device), first, second, third);
        plane.Run(TestContext.Current.CancellationToken);
        for (int i = 0; i < first.Events.Count; i++)
        {
            long packet = first.Events[i].Packet;
            Assert.Equal([(packet, 0, i + 1L), (packet, 0, 0L)], Of(second, i, 2));
            Assert.Equal([(packet, 0, i + 1L), (packet, 1, (2 * i) + 1L), (packet, 1, (2 * i) + 2L), (packet, 0, 0L)], Of(third, i, 4));
        }

        Assert.True(first.Events.Count > 500);
        Assert.Equal((2 * first.Events.Count, 4 * first.Events.Count), (second.Events.Count, third.Events.Count));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_InEveryPlacementAndBatchSize_GivesEveryNfTheSameEventsInTheSameOrder(int seed)
    {
        NotingPlan plan = new(seed);
        NotingNf[] expected = plan.Run(Device, options => options.Stacks.BatchSize = 1).Functions;
        foreach (int batch in BatchSizes) Check(plan, expected, Placement.Inline, batch, 4096);
        Check(plan, expected, Placement.Packed, BatchSizes[seed % 4], 4096);
        Check(plan, expected, Placement.Dedicated, BatchSizes[(seed + 1) % 4], 4096);
        Check(plan, expected, Placement.Inline, 256, 1024);
        Check(plan, expected, Placement.Dedicated, 32, 1024);
    }

    private static IEnumerable<(long Packet, int Source, long Number)> Of(NotingNf nf, int packet, int events) =>
        nf.Events.Skip(packet * events).Take(events).Select(e => (e.Packet, e.Source, e.Number));

    private static void Check(NotingPlan plan, NotingNf[] expected, Placement placement, int batch, int ring)
    {
        NotingNf[] actual = plan.Run(Device, Change).Functions;
        for (int i = 0; i < expected.Length; i++)
        {
            int same = expected[i].Events.Zip(actual[i].Events).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.True(
                same == expected[i].Events.Count && same == actual[i].Events.Count,
                $"{placement}, batches of {batch}, rings of {ring}: F{i} differs at {same} of {expected[i].Events.Count} and {actual[i].Events.Count}\n"
                + $"{expected[i].Events.ElementAtOrDefault(same)}\n{actual[i].Events.ElementAtOrDefault(same)}");
            Assert.Equal((expected[i].Published, expected[i].Refused), (actual[i].Published, actual[i].Refused));
        }

        void Change(HostOptions options)
        {
            options.Lanes.Placement = placement;
            options.Stacks.BatchSize = batch;
            options.Stacks.RingSize = ring;
        }
    }
}
