using Microboxes.Host.Devices;
using Xunit;

namespace Microboxes.Host.Tests.Devices;

public sealed class ReplayClockTests
{
    private sealed class ManualTime : TimeProvider
    {
        internal long Ticks { get; set; } = 1_000_000;

        public override long TimestampFrequency => 10_000_000;

        public override long GetTimestamp() => Ticks;
    }

    [Theory]
    [InlineData("recorded", 1_000_000_000, 10_000_000)]
    [InlineData("x2", 1_000_000_000, 5_000_000)]
    [InlineData("x0.5", 1_000_000_000, 20_000_000)]
    public void IsDue_OfAPacketLater_WaitsForItsTime(string speed, long nanoseconds, long ticks)
    {
        ManualTime time = new();
        ReplayClock clock = new(ReplaySpeed.Parse(speed), time);
        Assert.True(clock.IsDue(5000));
        time.Ticks += ticks - 1;
        Assert.False(clock.IsDue(5000 + nanoseconds));
        time.Ticks++;
        Assert.True(clock.IsDue(5000 + nanoseconds));
    }

    [Fact]
    public void IsDue_OfAnEarlierTimestamp_IsAlwaysTrue()
    {
        ReplayClock clock = new(ReplaySpeed.Recorded, new ManualTime());
        Assert.True(clock.IsDue(5000));
        Assert.True(clock.IsDue(4000));
    }

    [Fact]
    public void Receive_AtRecordedSpeed_DeliversWhatIsDueAndCountsOnlyThat()
    {
        ManualTime time = new();
        using PcapDevice device = CaptureBytes.Open(CaptureBytes.Classic(Samples.Packets), ReplaySpeed.Recorded, time);
        Assert.Equal(1, Receive(device));
        Assert.Equal(0, Receive(device));
        Assert.Equal(1, device.Received);
        time.Ticks += 100_000;
        Assert.Equal(9, Receive(device));
        time.Ticks += 1_000;
        Assert.Equal(1, Receive(device));
        Assert.Equal(11, device.Received);
        Assert.False(device.IsExhausted);
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("x")]
    [InlineData("x0")]
    [InlineData("x-1")]
    [InlineData("2x")]
    [InlineData("xNaN")]
    public void Parse_OfNoSpeed_SaysWhatToWrite(string text) =>
        Assert.Contains("recorded, max, or a factor", Assert.Throws<DeviceException>(() => ReplaySpeed.Parse(text)).Message, StringComparison.Ordinal);

    private static unsafe int Receive(PcapDevice device)
    {
        Plugins.Events.PacketDescriptor* burst = stackalloc Plugins.Events.PacketDescriptor[100];
        return device.Receive(burst, 100);
    }
}
