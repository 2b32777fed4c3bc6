using Microboxes.Host.Commands;
using Xunit;

namespace Microboxes.Host.Tests.Commands;

public sealed class ProgressLineTests
{
    [Fact]
    public void Text_BetweenTwoReports_ShowsShareAndRateOfTheTimeBetween()
    {
        PlaneReport before = new() { Packets = 1_000_000, Bytes = 1_000_000_000, Elapsed = TimeSpan.FromSeconds(1) };
        PlaneReport now = new() { Packets = 5_000_000, Bytes = 3_000_000_000, Elapsed = TimeSpan.FromSeconds(3), Progress = 0.5 };
        string text = ProgressLine.Text(now, before);
        Assert.Contains(" 50 %  5,000,000 packets, 2.00 M/s, 8.00 Gbit/s", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_UnknownShare_ShowsNoBar() =>
        Assert.StartsWith("2 packets", ProgressLine.Text(new() { Packets = 2, Progress = -1 }, new()), StringComparison.Ordinal);
}
