using Microboxes.Host.Stacks.Monitor;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>Every payload byte of a TCP flow is delivered, or counted under the reason why not.</summary>
public sealed class AccountingTests
{
    public static TheoryData<string> All() => [.. TcpCapture.Names(_ => true)];

    [Theory]
    [MemberData(nameof(All))]
    public void Bytes_OfACapture_AreDeliveredOrCounted(string file)
    {
        DigestResult result = PlaneRun.Digest(TcpCapture.Of(file));
        long payload = result.Flows.Sum(flow => flow.PayloadBytes);
        long stream = result.Flows.Sum(flow => flow.StreamBytes);
        MonitorCounters monitor = Assert.Single(result.Monitor);
        Assert.Equal(stream, monitor.StreamBytes);
        Assert.Equal(payload, monitor.StreamBytes + monitor.RepeatedBytes + monitor.OutOfWindowBytes + monitor.UndeliveredBytes);
    }
}
