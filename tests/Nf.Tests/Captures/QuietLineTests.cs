using Microboxes.Host.Devices.Generation;
using Microboxes.Host.Lanes;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>Lines, bursts and devices with nothing in them.</summary>
public sealed class QuietLineTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Lines_WithoutAnyFlow_LetThePlaneEnd(int flows)
    {
        IEnumerable<Frame> frames = Enumerable.Range(0, flows).Select(_ => new Frame(new PacketBuilder().Tcp(), 1000));
        foreach (Placement placement in (Placement[])[Placement.Inline, Placement.Packed, Placement.Dedicated])
        {
            DigestResult result = PlaneRun.Digest(FrameDevice.Open(frames), options =>
            {
                options.Stacks.Count = 4;
                options.Lanes.Placement = placement;
            });
            Assert.Equal(flows, result.Records.Count);
        }
    }

    [Fact]
    public void Frames_ThatBelongToNoFlow_AreDroppedInAnyPlaceOfABurst()
    {
        byte[] arp = new byte[60];
        arp[12] = 8;
        arp[13] = 6;
        using TrafficGenerator generator = new(new() { Flows = 3 });
        List<Frame> frames = [new(arp, 0), .. FrameList.From(generator).SelectMany(frame => (Frame[])[frame, frame with { Bytes = arp, WireLength = 60 }])];
        DigestResult result = PlaneRun.Digest(FrameDevice.Open(frames));
        Assert.Equal($"not_ip:{(frames.Count + 1) / 2}", result.Drops);
        Assert.Equal(3, result.Flows.Count);
    }
}
