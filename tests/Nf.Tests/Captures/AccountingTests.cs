using Microboxes.Host.Devices.Generation;
using Microboxes.Host.Stacks.Monitor;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>Every payload byte of a TCP flow is delivered, or counted under the reason why not.</summary>
public sealed class AccountingTests
{
    public static TheoryData<string> All() => [.. TcpCapture.Names(_ => true)];

    [Theory]
    [MemberData(nameof(All))]
    public void Bytes_OfACapture_AreDeliveredOrCounted(string file) => Check(PlaneRun.Digest(TcpCapture.Of(file)));

    /// <summary>Hardly anything may be held, so that segments are refused.</summary>
    [Theory]
    [InlineData("skip")]
    [InlineData("stop")]
    public void Bytes_BeyondTheCaps_AreDeliveredOrCounted(string atCap)
    {
        TrafficOptions traffic = new() { Flows = 40, ObjectSize = 60_000, Loss = 0.2, Reorder = 0.3, Overlap = 0.3, Gaps = 0.1, Duplicate = 0.1 };
        DigestResult result = PlaneRun.Digest(new TrafficGenerator(traffic), options =>
        {
            options.Stacks.Streams.AtCap = atCap;
            options.Stacks.Streams.MaxBytesPerFlow = 4096;
            options.Stacks.Streams.MaxTotalBytes = 65_536;
        });
        Assert.True(result.Monitor[0].CapReached > 100);
        Check(result);
    }

    private static void Check(DigestResult result)
    {
        MonitorCounters monitor = Assert.Single(result.Monitor);
        Assert.Equal(result.Flows.Sum(flow => flow.StreamBytes), monitor.StreamBytes);
        Assert.Equal(
            result.Flows.Sum(flow => flow.PayloadBytes),
            monitor.StreamBytes + monitor.RepeatedBytes + monitor.OutOfWindowBytes + monitor.UndeliveredBytes + monitor.UncapturedBytes);
    }
}
