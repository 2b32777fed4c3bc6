using Microboxes.Host;
using Microboxes.Host.Lanes;
using Microboxes.Nf.Tests.Captures;
using Xunit;

namespace Microboxes.Nf.Tests.Reloading;

/// <summary>The corpus once more, every NF a dropped plugin on a thread of its own.</summary>
[Trait("Length", "slow")]
public sealed class DroppedCorpusTests : IClassFixture<DroppedCorpusTests.Plugins>
{
    private readonly Plugins plugins;

    public DroppedCorpusTests(Plugins plugins) => this.plugins = plugins;

    public static TheoryData<string> All() => [.. TcpCapture.Names(_ => true)];

    [Theory]
    [MemberData(nameof(All))]
    public void Capture_ThroughDroppedFunctions_GivesTheSameRecords(string file)
    {
        TcpCapture capture = TcpCapture.Of(file);
        IReadOnlyList<string> expected = PlaneRun.Digest(capture).Records;
        (PlaneReport report, IReadOnlyDictionary<string, string[]> records) = plugins.Dropped.Run(
            $"pcap:{capture.Path}", DroppedFunctions.All, Placement.Dedicated, change: options => options.Stacks.VerifyChecksums = !capture.HasOffloadedChecksums);
        Assert.Equal(expected.Order(StringComparer.Ordinal), records["Digest"]);
        Assert.Equal(expected.Count, records["Logger"].Length);
        Assert.All(report.Functions, f => Assert.Equal((0, 0, null), (f.Missed, f.Lag, f.Failure)));
    }

    public sealed class Plugins : IDisposable
    {
        internal DroppedFunctions Dropped { get; } = new();

        public void Dispose() => Dropped.Dispose();
    }
}
