using System.Net;
using System.Text.Json;
using Microboxes.Host.Devices.Generation;
using Microboxes.Host.Lanes;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>The project's own traffic of every kind, against the generator's ground truth: what holds where the corpus is absent.</summary>
public sealed class GeneratedTrafficTests
{
    private static readonly TrafficOptions Plain = new() { Flows = 40, Concurrent = 10, ObjectSize = 20_000, Requests = 2 };

    private static readonly Dictionary<string, TrafficOptions> Kinds = new()
    {
        ["plain"] = Plain,
        ["empty objects"] = Plain with { ObjectSize = 0 },
        ["one byte a segment"] = Plain with { ObjectSize = 30, Mss = 1, Flows = 5 },
        ["ipv6"] = Plain with { Ipv6 = 1 },
        ["vlan"] = Plain with { VlanTags = 1 },
        ["two tags, both versions"] = Plain with { VlanTags = 2, Ipv6 = 0.5 },
        ["loss"] = Plain with { Loss = 0.1 },
        ["reorder"] = Plain with { Reorder = 0.2 },
        ["duplicate"] = Plain with { Duplicate = 0.2 },
        ["overlap"] = Plain with { Overlap = 0.5 },
        ["overlap and reorder"] = Plain with { Overlap = 0.5, Reorder = 0.3 },
        ["gaps"] = Plain with { Gaps = 0.1 },
        ["nothing but gaps"] = Plain with { Gaps = 1 },
        ["resets"] = Plain with { Resets = 1 },
        ["never closed"] = Plain with { StayOpen = 1 },
        ["wraparound"] = Plain with { Wraps = 1, Loss = 0.05, Reorder = 0.1 },
        ["simultaneous open"] = Plain with { SimultaneousOpens = 1 },
        ["fragments"] = Plain with { FragmentSize = 576, Ipv6 = 0.5 },
        ["fragments backwards"] = Plain with { Mss = 8_000, FragmentSize = 576, Ipv6 = 0.5, Reorder = 0.5 },
        ["everything"] = Plain with
        {
            Flows = 200, Ipv6 = 0.5, VlanTags = 1, Loss = 0.1, Reorder = 0.1, Overlap = 0.3, Gaps = 0.05, Resets = 0.3, Wraps = 0.5,
            SimultaneousOpens = 0.2, StayOpen = 0.1, Duplicate = 0.1, Mss = 3_000, FragmentSize = 1_000,
        },
        ["everything lost"] = Plain with { Loss = 1, Reorder = 1, Overlap = 1 },
    };

    public static TheoryData<string> Names() => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Traffic_OfEachKind_IsDigestedToTheGroundTruth(string kind) 
    {
        Check(kind, 1, Placement.Inline, 32);
        Check(kind, 1, Placement.Inline, 256);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Traffic_OverThreeStackLines_IsDigestedToTheGroundTruth(string kind)
    {
        Check(kind, 3, Placement.Dedicated, 7);
        Check(kind, 3, Placement.Packed, 256);
    }

    private static void Check(string kind, int stacks, Placement placement, int batch)
    {
        TrafficOptions traffic = Kinds[kind];
        DigestResult result = PlaneRun.Digest(new TrafficGenerator(traffic), options =>
        {
            options.Stacks.Count = stacks;
            options.Lanes.Placement = placement;
            options.Stacks.BatchSize = batch;
            options.Stacks.VerifyChecksums = batch != 256;
        });
        Assert.All(result.Report.Drops, drop => Assert.Equal("fragment_merged", drop.Key));
        IEnumerable<string> expected = Enumerable.Range(0, (int)traffic.Flows).Select(flow => Text(FlowTruth.Of(traffic, flow)));
        Assert.Equal(expected.Order(StringComparer.Ordinal), result.Records.Select(Text).Order(StringComparer.Ordinal));
    }

    private static string Text(FlowTruth truth)
    {
        string closed = (truth.Traits & FlowTraits.Reset) != 0 ? "RST" : (truth.Traits & FlowTraits.StaysOpen) != 0 ? "OPEN" : "FIN";
        string vlan = truth.OuterVlan == 0 ? "" : $"{truth.OuterVlan}";
        return $"{truth.Client} > {truth.Server} vlan '{vlan}' {closed}\n    {Text(truth.FromClient)}\n    {Text(truth.FromServer)}";
    }

    // Nothing tells of a gap behind the last byte that was seen.
    private static string Text(StreamTruth truth)
    {
        long end = truth.Bytes + truth.Gaps.Sum(gap => gap.Length);
        return $"{truth.Bytes} {truth.Sha256} {string.Join(' ', truth.Gaps.Where(gap => gap.Offset + gap.Length < end).Select(gap => $"{gap.Offset}+{gap.Length}"))}";
    }

    private static string Text(string record)
    {
        using JsonDocument document = JsonDocument.Parse(record);
        JsonElement flow = document.RootElement;
        return $"{End(flow.GetProperty("client"))} > {End(flow.GetProperty("server"))} vlan '{flow.GetProperty("vlan")}' {flow.GetProperty("closed_by")}\n"
            + $"    {Stream(flow.GetProperty("c2s"))}\n    {Stream(flow.GetProperty("s2c"))}";
    }

    private static IPEndPoint End(JsonElement end) => new(IPAddress.Parse(end[0].GetString()!), end[1].GetInt32());

    private static string Stream(JsonElement half) =>
        $"{half.GetProperty("stream_bytes")} {half.GetProperty("sha256")} {string.Join(' ', half.GetProperty("gaps").EnumerateArray().Select(gap => $"{gap[0]}+{gap[1]}"))}";
}
