using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Captures;
using Microboxes.Plugins.Events;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Devices;

/// <summary>Every capture of the corpus against a second, independent reader.</summary>
public sealed unsafe class PcapDeviceCorpusTests
{
    public static TheoryData<string> Captures() => [.. List("*.pcap", "*.pcapng", "*.cap")];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Capture_OfTheCorpus_GivesTheReferencesPackets(string file)
    {
        string path = Corpus.Path(file);
        byte[] bytes = File.ReadAllBytes(path);
        PcapDevice device;
        try
        {
            device = PcapDevice.Open(path);
        }
        catch (DeviceException e)
        {
            Assert.Contains("is not a capture", e.Message, StringComparison.Ordinal);
            Assert.NotEqual(0xA1B2C3D4u, BitConverter.ToUInt32(bytes));
            Assert.NotEqual(0x0A0D0D0Au, BitConverter.ToUInt32(bytes));
            return;
        }

        using (device) Compare(device, bytes, ReferenceCapture.Read(bytes));
    }

    private static void Compare(PcapDevice device, byte[] file, List<ReferenceCapture.Packet> expected)
    {
        PacketDescriptor* burst = stackalloc PacketDescriptor[7];
        int index = 0;
        for (int count; (count = device.Receive(burst, 7)) > 0;)
        {
            for (int i = 0; i < count; i++) Compare(in burst[i], file, expected[index], index++);
        }

        Assert.Equal(expected.Count, index);
        Assert.Equal(expected.Count, device.Received);
        Assert.True(device.IsExhausted);
    }

    private static void Compare(in PacketDescriptor packet, byte[] file, ReferenceCapture.Packet expected, int index)
    {
        Assert.Equal(index, packet.number);
        Assert.Equal((long)(expected.Seconds * 1_000_000_000m), packet.timestamp);
        bool isPeeled = LinkHeader.IsPeeled(expected.LinkType) && packet.linkLayer != (byte)LinkLayer.Unknown;
        int peeled = isPeeled ? expected.Length - packet.length : 0;
        Assert.Equal(expected.Length - peeled, packet.length);
        Assert.Equal(Math.Max(expected.WireLength, (uint)expected.Length) - (uint)peeled, (uint)packet.wireLength);
        Assert.True(new ReadOnlySpan<byte>(packet.data, packet.length).SequenceEqual(file.AsSpan((int)expected.Offset + peeled, packet.length)));
        if (!isPeeled) Assert.Equal((byte)LinkType.ToLinkLayer(expected.LinkType), packet.linkLayer);
    }

    private static IEnumerable<string> List(params string[] patterns) => Corpus.Root == null
        ? [""]
        : patterns.SelectMany(pattern => Directory.EnumerateFiles(Corpus.Root, pattern, SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(Corpus.Root, path)).Distinct().Order(StringComparer.Ordinal);
}
