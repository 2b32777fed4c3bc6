using System.IO.Pipes;
using Microboxes.Host.Devices;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices;

/// <summary>Every variant of both capture formats gives the same packets.</summary>
public sealed class PcapDeviceFormatTests
{
    private static readonly Frame First = Samples.Packets[10];
    private static readonly Frame Second = Samples.Packets[21];

    [Theory]
    [InlineData(false, 0xA1B2C3D4u, 1000)]
    [InlineData(true, 0xA1B2C3D4u, 1000)]
    [InlineData(false, 0xA1B23C4Du, 1)]
    [InlineData(true, 0xA1B23C4Du, 1)]
    [InlineData(false, 0xA1B2CD34u, 1000)]
    [InlineData(true, 0xA1B2CD34u, 1000)]
    public void Classic_InEveryVariant_GivesThePackets(bool big, uint magic, int tick) =>
        Check(CaptureBytes.Classic(Samples.Packets, big, magic), Samples.Packets, tick);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pcapng_InBothByteOrders_GivesThePackets(bool big) => Check(CaptureBytes.Pcapng(Samples.Packets, big), Samples.Packets, 1);

    [Theory]
    [InlineData(null, null, 1_500_000_000_123_456UL, 1_500_000_000_123_456_000L)]
    [InlineData((byte)6, null, 1_500_000_000_123_456UL, 1_500_000_000_123_456_000L)]
    [InlineData((byte)0, null, 1_500_000_000UL, 1_500_000_000_000_000_000L)]
    [InlineData((byte)3, null, 1_500_000_000_123UL, 1_500_000_000_123_000_000L)]
    [InlineData((byte)9, null, 1_500_000_000_123_456_789UL, 1_500_000_000_123_456_789L)]
    [InlineData((byte)12, null, 1_500_000_123_456_789_012UL, 1_500_000_123_456_789L)]
    [InlineData((byte)19, null, 15_000_000_001_234_567_890UL, 1_500_000_000L)]
    [InlineData((byte)40, null, ulong.MaxValue, 0L)]
    [InlineData((byte)0x80, null, 1_500_000_000UL, 1_500_000_000_000_000_000L)]
    [InlineData((byte)0x8A, null, (1_500_000_000UL << 10) + 512, 1_500_000_000_500_000_000L)]
    [InlineData((byte)0xA0, null, (1_500_000_000UL << 32) + (1UL << 30), 1_500_000_000_250_000_000L)]
    [InlineData((byte)9, 1_500_000_000L, 5UL, 1_500_000_000_000_000_005L)]
    [InlineData((byte)9, -1L, 2_000_000_005UL, 1_000_000_005L)]
    public void Pcapng_WithAnyTimestampResolution_GivesNanoseconds(byte? resolution, long? offset, ulong ticks, long expected)
    {
        foreach (bool big in (bool[])[false, true])
        {
            byte[] file = [.. CaptureBytes.Section(big), .. CaptureBytes.Interface(1, big, resolution, offset), .. CaptureBytes.Enhanced(First, 0, big, ticks)];
            Assert.Equal(expected, Assert.Single(Read(file)).Timestamp);
        }
    }

    [Fact]
    public void Pcapng_WithSeveralSectionsAndInterfaces_ReadsEachByItsOwnRules()
    {
        byte[] file =
        [
            .. CaptureBytes.Section(), .. CaptureBytes.Interface(1, resolution: 9), .. CaptureBytes.Interface(101, resolution: 3),
            .. CaptureBytes.Enhanced(First, 1, ticks: 7), .. CaptureBytes.Enhanced(Second, 0, ticks: 8),
            .. CaptureBytes.Section(true), .. CaptureBytes.Interface(276, true, 6), .. CaptureBytes.Enhanced(First, 0, true, 9),
        ];
        List<Frame> frames = Read(file);
        Assert.Equal([(7_000_000L, LinkLayer.RawIp), (8L, LinkLayer.Ethernet), (9_000L, LinkLayer.LinuxCooked2)], frames.Select(f => (f.Timestamp, f.LinkLayer)));
        Assert.Equal(Second.Bytes, frames[1].Bytes);
    }

    [Fact]
    public void Pcapng_WithObsoleteSimpleAndUnknownBlocks_DeliversPacketsAndSkipsTheRest()
    {
        byte[] cut = First.Bytes[..60];
        byte[] file =
        [
            .. CaptureBytes.Section(), .. CaptureBytes.Interface(1, resolution: 9, snapLength: 60), .. CaptureBytes.Block(0x0BAD, [1, 2, 3, 4]),
            .. CaptureBytes.Obsolete(First, 0, ticks: 5), .. CaptureBytes.Block(5, new byte[40]), .. CaptureBytes.Simple(cut, 1000),
            .. CaptureBytes.Enhanced(Second, 0, ticks: 6),
        ];
        List<Frame> frames = Read(file);
        Assert.Equal([First.Bytes, cut, Second.Bytes], frames.Select(f => f.Bytes));
        Assert.Equal([5L, 5L, 6L], frames.Select(f => f.Timestamp));
        Assert.Equal(1000, frames[1].WireLength);
    }

    [Theory]
    [InlineData(0u, LinkLayer.Null)]
    [InlineData(1u, LinkLayer.Ethernet)]
    [InlineData(0x1400_0001u, LinkLayer.Ethernet)]
    [InlineData(9u, LinkLayer.Ppp)]
    [InlineData(50u, LinkLayer.Ppp)]
    [InlineData(12u, LinkLayer.RawIp)]
    [InlineData(14u, LinkLayer.RawIp)]
    [InlineData(101u, LinkLayer.RawIp)]
    [InlineData(228u, LinkLayer.RawIp)]
    [InlineData(229u, LinkLayer.RawIp)]
    [InlineData(108u, LinkLayer.Loop)]
    [InlineData(113u, LinkLayer.LinuxCooked)]
    [InlineData(276u, LinkLayer.LinuxCooked2)]
    [InlineData(105u, LinkLayer.Unknown)]
    internal void Classic_OfALinkType_SaysHowToReadIt(uint linkType, LinkLayer expected) =>
        Assert.Equal(expected, Assert.Single(Read(CaptureBytes.Classic([First], linkType: linkType))).LinkLayer);

    [Theory]
    [InlineData(51u, "110000010006", LinkLayer.Ppp)]
    [InlineData(104u, "0F000800", LinkLayer.RawIp)]
    [InlineData(104u, "8F0086DD", LinkLayer.RawIp)]
    internal void Classic_WithALinkHeaderInFront_IsReadFromBehindIt(uint linkType, string header, LinkLayer expected)
    {
        Frame frame = new([.. Convert.FromHexString(header), .. First.Bytes], 0);
        Frame read = Assert.Single(Read(CaptureBytes.Classic([frame], linkType: linkType)));
        Assert.Equal(expected, read.LinkLayer);
        Assert.Equal(First.Bytes, read.Bytes);
        Assert.Equal(First.Bytes.Length, read.WireLength);
    }

    [Theory]
    [InlineData(51u, "11A700010006")]
    [InlineData(51u, "1100")]
    [InlineData(104u, "0F002000")]
    [InlineData(104u, "0F")]
    public void Classic_WithALinkHeaderNobodyReads_StaysWholeAndUnknown(uint linkType, string bytes)
    {
        Frame read = Assert.Single(Read(CaptureBytes.Classic([new(Convert.FromHexString(bytes), 0)], linkType: linkType)));
        Assert.Equal(LinkLayer.Unknown, read.LinkLayer);
        Assert.Equal(bytes, Convert.ToHexString(read.Bytes));
    }

    [Fact]
    public void Classic_WithTimeRunningBackwards_DeliversTimestampsAsTheyAre()
    {
        Frame[] frames = [First with { Timestamp = 2000 }, Second with { Timestamp = 1000 }, First with { Timestamp = 3000 }];
        Assert.Equal([2000L, 1000L, 3000L], Read(CaptureBytes.Classic(frames)).Select(f => f.Timestamp));
    }

    [Fact]
    public async Task Classic_ThroughAPipe_GivesThePackets()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Pipes have names in /proc on Linux only.");
        using AnonymousPipeServerStream pipe = new(PipeDirection.Out);
        string path = $"/proc/self/fd/{pipe.ClientSafePipeHandle.DangerousGetHandle()}";
        Task writing = Task.Run(() =>
        {
            pipe.Write(CaptureBytes.Classic(Samples.Packets));
            pipe.Dispose();
        });
        using PcapDevice device = PcapDevice.Open(path);
        await writing;
        List<Frame> frames = FrameList.From(device);
        Assert.Equal(300, frames.Count);
        Assert.Equal(Samples.Packets[299].Bytes, frames[299].Bytes);
    }

    private static List<Frame> Read(byte[] file)
    {
        using PcapDevice device = CaptureBytes.Open(file);
        List<Frame> frames = FrameList.From(device, 5);
        Assert.Null(device.Fault);
        return frames;
    }

    private static void Check(byte[] file, IReadOnlyList<Frame> expected, int tick)
    {
        List<Frame> frames = Read(file);
        Assert.Equal(expected.Count, frames.Count);
        for (int i = 0; i < frames.Count; i++)
        {
            Assert.Equal(expected[i].Timestamp / tick * tick, frames[i].Timestamp);
            Assert.Equal(expected[i].WireLength, frames[i].WireLength);
            Assert.Equal(expected[i].Bytes, frames[i].Bytes);
        }
    }
}
