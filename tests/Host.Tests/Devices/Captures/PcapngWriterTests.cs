using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Captures;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices.Captures;

public sealed class PcapngWriterTests
{
    [Fact]
    public void Write_OfManyPackets_IsReadBackAsItWas()
    {
        LinkLayer[] layers = [LinkLayer.Ethernet, LinkLayer.RawIp, LinkLayer.LinuxCooked, LinkLayer.LinuxCooked2, LinkLayer.Null, LinkLayer.Loop, LinkLayer.Ppp];
        // 300 packets are more than one buffer, and one packet is as long as a capture may hold.
        Frame[] frames =
        [
            .. Samples.Packets.Select((frame, i) => frame with { LinkLayer = layers[i % layers.Length] }),
            new(new byte[CaptureReader.MaximumLength], 5, WireLength: CaptureReader.MaximumLength),
            new([], 6, WireLength: 0),
        ];
        List<Frame> read = RoundTrip(frames, null);
        Assert.Equal(frames.Length, read.Count);
        for (int i = 0; i < frames.Length; i++)
        {
            Assert.Equal(frames[i].Bytes, read[i].Bytes);
            Assert.Equal((frames[i].Timestamp, frames[i].LinkLayer, frames[i].WireLength), (read[i].Timestamp, read[i].LinkLayer, read[i].WireLength));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("vier")]
    [InlineData("größer")]
    public void Write_WithAComment_PutsItBesideThePacket(string comment)
    {
        using MemoryStream stream = new();
        using (PcapngWriter writer = new(stream))
        {
            writer.Write([1, 2, 3], 7, comment: comment);
            writer.Write([4, 5, 6], 8);
            Assert.Equal(2, writer.Written);
        }

        Assert.Equal(2, RoundTrip([new([1, 2, 3], 7), new([4, 5, 6], 8)], comment).Count);
        // opt_comment, its unpadded length, the text padded with zeros, opt_endofopt.
        byte[] text = System.Text.Encoding.UTF8.GetBytes(comment);
        byte[] option = [1, 0, (byte)text.Length, 0, .. text, .. new byte[(4 - (text.Length % 4)) % 4], 0, 0, 0, 0];
        Assert.True(stream.ToArray().AsSpan().IndexOf((byte[])[1, 2, 3, 0, .. option]) > 0);
    }

    private static List<Frame> RoundTrip(IEnumerable<Frame> frames, string? comment)
    {
        MemoryStream stream = new();
        using (PcapngWriter writer = new(stream))
        {
            foreach (Frame frame in frames) writer.Write(frame.Bytes, frame.Timestamp, frame.LinkLayer, frame.WireLength, comment);
        }

        using PcapDevice device = CaptureBytes.Open(stream.ToArray());
        List<Frame> read = FrameList.From(device);
        Assert.Null(device.Fault);
        return read;
    }
}
