using Microboxes.Host.Devices;
using Xunit;

namespace Microboxes.Host.Tests.Devices;

/// <summary>The contract, for a capture replayed at its own pace.</summary>
public sealed class PacedCaptureContractTests : PacketDeviceContract
{
    // Every look at the clock is one microsecond after the last, and packets come every five.
    private sealed class SteppingTime : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp() => ticks++;
    }

    private protected override IPacketDevice Open() =>
        CaptureBytes.Open(CaptureBytes.Classic(Samples.Packets), new ReplaySpeed(200), new SteppingTime());

    [Fact]
    public void Receive_BeforeAPacketIsDue_DeliversNothing()
    {
        using IPacketDevice device = Open();
        Assert.Contains(0, Counts(device));
    }

    private static unsafe List<int> Counts(IPacketDevice device)
    {
        List<int> counts = [];
        Plugins.Events.PacketDescriptor* burst = stackalloc Plugins.Events.PacketDescriptor[8];
        while (!device.IsExhausted) counts.Add(device.Receive(burst, 8));
        return counts;
    }
}
