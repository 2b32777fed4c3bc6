using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices;

/// <summary>What holds for every packet device. A device's test class says only how to open one with a few hundred packets or more.</summary>
public abstract unsafe class PacketDeviceContract
{
    private protected abstract IPacketDevice Open();

    [Fact]
    public void Receive_UntilExhausted_NumbersEveryPacketInOrder()
    {
        using IPacketDevice device = Open();
        PacketDescriptor* burst = stackalloc PacketDescriptor[32];
        long expected = 0;
        Assert.Equal(0, device.Received);
        while (!device.IsExhausted)
        {
            int count = device.Receive(burst, 32);
            Assert.InRange(count, 0, 32);
            for (int i = 0; i < count; i++) Assert.Equal(expected++, burst[i].number);
            Assert.Equal(expected, device.Received);
        }

        Assert.True(expected > 100);
    }

    [Fact]
    public void Receive_WithBurstsOfAnySize_GivesTheSamePackets()
    {
        List<Frame> one = Frames(1);
        foreach (int limit in (int[])[2, 7, 64, 256])
        {
            List<Frame> other = Frames(limit);
            Assert.Equal(one.Count, other.Count);
            for (int i = 0; i < one.Count; i++)
            {
                Assert.Equal((one[i].Timestamp, one[i].LinkLayer, one[i].WireLength), (other[i].Timestamp, other[i].LinkLayer, other[i].WireLength));
                Assert.Equal(one[i].Bytes, other[i].Bytes);
            }
        }
    }

    [Fact]
    public void Receive_OfEveryPacket_SaysWhatWasCapturedAndWhatWasOnTheWire()
    {
        using IPacketDevice device = Open();
        PacketDescriptor packet;
        while (!device.IsExhausted)
        {
            if (device.Receive(&packet, 1) == 0) continue;
            Assert.True(packet.length >= 0);
            Assert.True(packet.wireLength >= packet.length);
            Assert.Equal(0, packet.lease);
            Assert.Equal(0, packet.queue);
            Assert.True(Enum.IsDefined((LinkLayer)packet.linkLayer));
        }
    }

    [Fact]
    public void Receive_OfAPacket_LeavesTheStacksFieldsAlone()
    {
        using IPacketDevice device = Open();
        PacketDescriptor packet;
        new Span<byte>(&packet, sizeof(PacketDescriptor)).Fill(0xA5);
        while (device.Receive(&packet, 1) == 0) Assert.False(device.IsExhausted);
        Assert.Equal(0xA5A5, packet.network);
        Assert.Equal(0xA5A5, packet.transport);
        Assert.Equal(0xA5A5A5A5u, (uint)packet.payload);
        Assert.Equal(0xA5A5A5A5u, (uint)packet.payloadLength);
        Assert.Equal(0xA5A5, packet.outerVlan);
        Assert.Equal(0xA5A5, packet.innerVlan);
        Assert.Equal(0, packet.protocol);
        Assert.Equal(0, packet.version);
        Assert.Equal(0, packet.marks);
    }

    [Fact]
    public void Receive_AfterTheEnd_DeliversNothing()
    {
        using IPacketDevice device = Open();
        int count = FrameList.From(device).Count;
        PacketDescriptor packet;
        Assert.Equal(0, device.Receive(&packet, 1));
        Assert.Equal(count, device.Received);
        Assert.True(device.IsExhausted);
    }

    [Fact]
    public void Progress_WhileReceiving_GrowsToOne()
    {
        using IPacketDevice device = Open();
        PacketDescriptor* burst = stackalloc PacketDescriptor[16];
        double last = 0;
        while (!device.IsExhausted)
        {
            device.Receive(burst, 16);
            if (device.Progress < 0) return;
            Assert.InRange(device.Progress, last, 1);
            last = device.Progress;
        }

        Assert.Equal(1, device.Progress);
    }

    [Fact]
    public void Receive_InSteadyState_AllocatesNothing()
    {
        using IPacketDevice device = Open();
        PacketDescriptor* burst = stackalloc PacketDescriptor[8];
        device.Receive(burst, 8);
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (!device.IsExhausted) device.Receive(burst, 8);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private List<Frame> Frames(int limit)
    {
        using IPacketDevice device = Open();
        return FrameList.From(device, limit);
    }
}
