using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Captures;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices;

/// <summary>Bad captures: what was good before is delivered, then one sentence says what is wrong and where.</summary>
public sealed class PcapDeviceFaultTests
{
    private static readonly Frame[] Three = [.. Samples.Packets.Take(3)];

    // 54 to 56 bytes of frame behind 16 of record header.
    private static readonly byte[] Classic = CaptureBytes.Classic(Three);
    private static readonly byte[] Pcapng = CaptureBytes.Pcapng(Three);

    [Fact]
    public void Classic_CutAtEveryByte_DeliversWholePacketsAndWarns()
    {
        for (int length = 24; length < Classic.Length; length++)
        {
            int whole = length >= 24 + 70 + 71 ? 2 : length >= 24 + 70 ? 1 : 0;
            bool isBoundary = length is 24 or 24 + 70 or 24 + 70 + 71;
            CheckEnd(Classic[..length], whole, isBoundary ? null : FaultKind.Truncated);
        }
    }

    [Fact]
    public void Pcapng_CutAtEveryByte_DeliversWholePacketsAndWarns()
    {
        int[] blocks = [28, 60, 60 + 88, 60 + 88 + 88, 60 + 88 + 88 + 88];
        for (int length = 28; length < Pcapng.Length; length++)
        {
            int whole = Math.Max(0, blocks.Count(end => end <= length) - 2);
            CheckEnd(Pcapng[..length], whole, blocks.Contains(length) ? null : FaultKind.Truncated);
        }
    }

    [Theory]
    [InlineData(24 + 70 + 8, 300_000u, "300000 bytes")]
    [InlineData(24 + 70 + 8, uint.MaxValue, "4294967295 bytes")]
    public void Classic_WithAnAbsurdLength_EndsAsCorrupt(int at, uint value, string cause)
    {
        CaptureFault fault = CheckEnd(With(Classic, at, value), 1, FaultKind.Corrupt)!;
        Assert.Contains(cause, fault.Sentence, StringComparison.Ordinal);
        Assert.Equal((24 + 70, 1), (fault.Offset, fault.Packets));
        Assert.Contains("at byte 94, after packet 1", fault.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 3u, "a block of 3 bytes")]
    [InlineData(4, 0u, "a block of 0 bytes")]
    [InlineData(4, uint.MaxValue, "a block of 4294967295 bytes")]
    [InlineData(4, 84u, "84 bytes at its start")]
    [InlineData(84, 92u, "88 bytes at its start and 92 at its end")]
    [InlineData(8, 1u, "interface 1, and the section describes 1")]
    [InlineData(20, 57u, "a packet of 57 bytes in a block with room for 56")]
    [InlineData(20, uint.MaxValue, "a packet of 4294967295 bytes")]
    [InlineData(0, 0x0A0D0D0Au, "without byte-order magic")]
    public void Pcapng_WithABrokenSecondPacket_EndsAsCorrupt(int at, uint value, string cause)
    {
        CaptureFault fault = CheckEnd(With(Pcapng, 60 + 88 + at, value), 1, FaultKind.Corrupt)!;
        Assert.Contains(cause, fault.Sentence, StringComparison.Ordinal);
        Assert.Equal(60 + 88, fault.Offset);
    }

    [Theory]
    [InlineData(6u, 16)]
    [InlineData(2u, 16)]
    [InlineData(3u, 0)]
    [InlineData(1u, 4)]
    [InlineData(0x0A0D0D0Au, 4)]
    public void Pcapng_WithABlockTooShortForItsFields_EndsAsCorrupt(uint type, int body)
    {
        byte[] fields = [0x4D, 0x3C, 0x2B, 0x1A, .. new byte[12]];
        CheckEnd([.. Pcapng, .. CaptureBytes.Block(type, fields[..body])], 3, FaultKind.Corrupt);
    }

    [Fact]
    public void Pcapng_OfAnotherVersion_EndsAsCorrupt() =>
        CheckEnd([.. Pcapng, .. With(CaptureBytes.Section(), 12, 2)], 3, FaultKind.Corrupt);

    [Fact]
    public void Pcapng_WithAPacketBeforeAnyInterface_EndsAsCorrupt() =>
        CheckEnd([.. CaptureBytes.Section(), .. CaptureBytes.Simple([1, 2, 3, 4], 4)], 0, FaultKind.Corrupt);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("D4C3", "is not a capture")]
    [InlineData("D4C3B2A102000400", "ends inside the capture's header")]
    [InlineData("0A0D0D0A1C000000", "ends inside the capture's section header")]
    [InlineData("0A0D0D0A1C000000FFFFFFFF01000000FFFFFFFFFFFFFFFF1C000000", "no byte-order magic")]
    [InlineData("1F8B0800000000000003", "is compressed with gzip")]
    [InlineData("7B0A2020226A736F6E223A20747275650A7D0A0A0A0A0A0A", "is not a capture")]
    public void Open_OfSomethingElse_SaysSoInOneSentence(string bytes, string cause)
    {
        DeviceException e = Assert.Throws<DeviceException>(() => CaptureBytes.Open(Convert.FromHexString(bytes)));
        Assert.Contains(cause, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Fact]
    public void Open_OfWhatIsNoFile_SaysSoInOneSentence()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        Assert.Contains("is a folder", Assert.Throws<DeviceException>(() => PcapDevice.Open(folder)).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<DeviceException>(() => PcapDevice.Open(folder + "/a.pcap")).Message, StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<DeviceException>(() => PcapDevice.Open(folder + "/b/a.pcap")).Message, StringComparison.Ordinal);
        Directory.Delete(folder);
    }

    private static CaptureFault? CheckEnd(byte[] file, int packets, FaultKind? kind)
    {
        using PcapDevice device = CaptureBytes.Open(file);
        List<Frame> frames = FrameList.From(device, 2);
        Assert.Equal(packets, frames.Count);
        Assert.Equal(packets, device.Received);
        for (int i = 0; i < packets; i++) Assert.Equal(Three[i].Bytes, frames[i].Bytes);
        Assert.Equal(kind, device.Fault?.Kind);
        if (device.Fault != null) Assert.DoesNotContain('\n', device.Fault.Sentence);
        return device.Fault;
    }

    private static byte[] With(byte[] file, int at, uint value)
    {
        byte[] changed = [.. file];
        CaptureBytes.U32(value, false).CopyTo(changed, at);
        return changed;
    }
}
