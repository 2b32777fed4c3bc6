using Microboxes.Host;
using Microboxes.Host.Configuration;
using Microboxes.Host.Devices.Generation;
using Microboxes.Host.Lanes;
using Microboxes.Nf.FlowStats;
using Microboxes.Nf.Tests.Captures;
using Xunit;

namespace Microboxes.Nf.Tests.Replicas;

/// <summary>One instance that follows all stack lines, or one for each: the same per flow and in sum.</summary>
public sealed class SingleInstanceTests
{
    private static readonly TrafficOptions Traffic = new()
    {
        Flows = 300, Concurrent = 40, ObjectSize = 6000, Loss = 0.05, Reorder = 0.1, Ipv6 = 0.3, Resets = 0.1,
    };

    public static TheoryData<int, string, string> Runs()
    {
        TheoryData<int, string, string> runs = [];
        for (int stacks = 1; stacks <= 4; stacks++)
        {
            foreach (string placement in (string[])["Inline", "Packed", "Dedicated"])
            {
                runs.Add(stacks, placement, "Single");
                runs.Add(stacks, placement, "Stack");
            }
        }

        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Run_OverSeveralStackLines_GivesTheSameSumsAndFlows(int stacks, string placement, string replicas)
    {
        DigestResult digestExpected = PlaneRun.Digest(new TrafficGenerator(Traffic));
        DigestResult statsExpected = PlaneRun.Into(typeof(FlowStatsFunction), new TrafficGenerator(Traffic));
        DigestResult digest = PlaneRun.Digest(new TrafficGenerator(Traffic), Change);
        DigestResult stats = PlaneRun.Into(typeof(FlowStatsFunction), new TrafficGenerator(Traffic), Change);
        Assert.Equal(digestExpected.Records.Order(StringComparer.Ordinal), digest.Records.Order(StringComparer.Ordinal));
        Assert.Equal(Sums(statsExpected.Report), Sums(stats.Report));
        Assert.Equal(replicas == "Single" ? 1 : stacks, stats.Records.Count(record => record.Contains("\"end\"", StringComparison.Ordinal)));

        void Change(HostOptions options)
        {
            options.Stacks.Count = stacks;
            options.Lanes.Placement = Enum.Parse<Placement>(placement);
            options.Applications[0].Functions[0].Replicas = Enum.Parse<FunctionReplicas>(replicas);
        }
    }

    private static IEnumerable<KeyValuePair<string, long>> Sums(PlaneReport report) =>
        report.Functions.Single().Counters;
}
