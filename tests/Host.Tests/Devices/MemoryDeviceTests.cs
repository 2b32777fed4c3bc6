using Microboxes.Host.Devices;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices;

public sealed class MemoryDeviceTests
{
    [Fact]
    public void Receive_OfSeveralRounds_RepeatsThePacketsAndShiftsTheirTime()
    {
        Frame[] frames = [new([1], 1000), new([2], 1400), new([3], 1300), new([4], 1600)];
        using MemoryDevice device = FrameDevice.Open(frames, rounds: 3);
        List<Frame> read = FrameList.From(device, 3);
        Assert.Equal([1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4], read.Select(frame => (int)frame.Bytes[0]));
        // A round takes 600 ns, and 150 ns are between two packets on average.
        Assert.Equal([1000L, 1400, 1300, 1600, 1750, 2150, 2050, 2350, 2500, 2900, 2800, 3100], read.Select(frame => frame.Timestamp));
        Assert.Equal((4, 4), (device.Count, device.Bytes));
    }

    [Fact]
    public void Rewind_AtTheEnd_StartsFromTheFirstPacketAndTime()
    {
        using MemoryDevice device = FrameDevice.Open(Samples.Packets, rounds: 2);
        List<Frame> first = FrameList.From(device);
        device.Rewind();
        List<Frame> second = FrameList.From(device);
        Assert.Equal(first.Select(frame => frame.Timestamp), second.Select(frame => frame.Timestamp));
        Assert.Equal(600, second.Count);
    }

    [Fact]
    public void Load_OfNothing_IsExhaustedAtOnce()
    {
        using MemoryDevice device = FrameDevice.Open([], rounds: 2);
        Assert.True(device.IsExhausted);
        Assert.Equal(1, device.Progress);
    }

    [Fact]
    public void Load_OfABrokenCapture_KeepsItsFault()
    {
        using PcapDevice file = CaptureBytes.Open(CaptureBytes.Classic(Samples.Packets)[..200]);
        using MemoryDevice device = MemoryDevice.Load(file);
        Assert.NotNull(device.Fault);
        Assert.Equal(file.Fault, device.Fault);
    }
}
