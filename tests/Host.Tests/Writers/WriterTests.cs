using System.Text;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Host.Tests.Dynamic;
using Microboxes.Plugins.Functions;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Writers;

public sealed class WriterTests
{
    private const string Traffic = "mem:flows=80,size=8000,loss=0.01,ip=both";

    [Theory]
    [InlineData("Inline", 32)]
    [InlineData("Inline", 1)]
    [InlineData("Packed", 32)]
    [InlineData("Dedicated", 32)]
    public void Run_HeaderWriterBetweenReaders_IsSeenByThoseBehindOnly(string placement, int batch)
    {
        List<Frame> frames = Frames();
        (WitnessNf before, WitnessNf behind, SentFrames sent) = Translate(frames, placement, batch);
        (WitnessNf reference, _, _) = Translate(frames, "Inline", 32);
        Assert.Equal(reference.Logs, before.Logs);
        Assert.Equal(before.Logged, behind.Logged);
        Assert.Equal(frames.Count, sent.Frames.Count);
        (WitnessNf again, WitnessNf behindAgain, _) = Translate([.. sent.Frames.Select((f, i) => frames[i] with { Bytes = f.Bytes })], "Inline", 32);
        Assert.Equal(behind.Logged, again.Logged);
        Assert.Equal(Hashes(behind), Hashes(again));
        Assert.Equal(Hashes(behindAgain), Hashes(again));
        Assert.NotEqual(Hashes(before), Hashes(behind));
        for (int i = 0; i < frames.Count; i++) AssertTranslated(frames[i], sent.Frames[i].Bytes);
    }

    [Theory]
    [InlineData("Inline")]
    [InlineData("Dedicated")]
    public void Run_BytesThatStayWithTheirDevice_AreNeverTouched(string placement)
    {
        List<Frame> frames = Frames();
        HostOptions options = TestPlane.Options(2, Enum.Parse<Placement>(placement));
        options.Applications[0].Functions.ForEach(f => f.Mode = FunctionMode.Inline);
        WitnessNf before = new("PKT");
        using Plane plane = TestPlane.Build(options, _ => FrameDevice.Open(frames, rounds: 3), before, new TranslatingNf(77));
        plane.Run(TestContext.Current.CancellationToken);
        WitnessNf reference = new("PKT");
        using Plane unwritten = TestPlane.Build(TestPlane.Options(1), _ => FrameDevice.Open(frames, rounds: 3), reference);
        unwritten.Run(TestContext.Current.CancellationToken);
        Assert.Equal(reference.Logs, before.Logs);
    }

    [Fact]
    public void Run_PayloadWriter_LeavesValidChecksums()
    {
        List<Frame> frames = LowercaseStreams.Frames(6, 1, reorders: false);
        SentFrames sent = new();
        Run(frames, sent, Placement.Inline, 32, new ShoutingNf("PKT", PortWrites.Payload));
        Assert.Equal(frames.Count, sent.Frames.Count);
        Assert.All(sent.Frames, f => AssertShouted(f.Bytes));
        Assert.Contains(sent.Frames, f => TcpFrame.Of(new(f.Bytes, 0))!.Payload.Length > 0);
    }

    [Theory]
    [InlineData("PKT", PortWrites.None, "an NF that changes a packet declares Writes = Header or Payload at the port of the event at hand")]
    [InlineData("DATA_READY", PortWrites.Payload, "an NF that changes a stream declares Writes = Stream at the port of the event at hand")]
    public void Run_WritingWithoutHavingDeclaredIt_IsTheFunctionsFault(string type, PortWrites writes, string sentence)
    {
        HostOptions options = TestPlane.Options(1, device: "mem:flows=5");
        options.Applications[0].Functions[0].Mode = FunctionMode.Inline;
        using Plane plane = TestPlane.Build(options, new ShoutingNf(type, writes));
        plane.Run(TestContext.Current.CancellationToken);
        Assert.Contains(sentence, plane.Devices[0].Lines[0].Functions[0].Adapter.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Inline", 1)]
    [InlineData("Inline", 32)]
    [InlineData("Packed", 32)]
    [InlineData("Dedicated", 32)]
    public void Run_StreamWriter_ChangesWhatIsSentAgainHoweverItIsCut(string placement, int batch)
    {
        for (int seed = 0; seed < 2; seed++)
        {
            List<Frame> frames = LowercaseStreams.Frames(8, seed, reorders: false);
            SentFrames sent = new();
            WitnessNf behind = new("PKT/TCP", "DATA_READY");
            ShoutingNf writer = new("DATA_READY", PortWrites.Stream);
            Run(frames, sent, Enum.Parse<Placement>(placement), batch, writer, behind);
            Assert.Equal(8 * 6000, writer.Changed);
            Assert.Equal(frames.Count, sent.Frames.Count);
            Assert.All(sent.Frames, f => AssertShouted(f.Bytes));
            // Who comes behind sees of every packet and every byte what was sent.
            WitnessNf told = new("PKT/TCP", "DATA_READY");
            Run([.. sent.Frames.Select((f, i) => frames[i] with { Bytes = f.Bytes })], new(), Placement.Inline, 32, told);
            Assert.Equal(told.Logs, behind.Logs);
        }
    }

    [Theory]
    [InlineData("Inline", 1)]
    [InlineData("Inline", 32)]
    [InlineData("Packed", 32)]
    [InlineData("Dedicated", 32)]
    public void Run_StreamWriter_HoldsWhatComesTooEarlyUntilItHasSeenIt(string placement, int batch)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            List<Frame> frames = LowercaseStreams.Frames(8, seed, reorders: true);
            SentFrames sent = new();
            ShoutingNf writer = new("DATA_READY", PortWrites.Stream);
            PlaneReport report = Run(frames, sent, Enum.Parse<Placement>(placement), batch, writer);
            Assert.Equal(8 * 6000, writer.Changed);
            Assert.Equal((frames.Count, 0), (report.Delivered, report.Drops.Count(drop => drop.Value != 0)));
            Assert.All(sent.Frames, f => AssertShouted(f.Bytes));
            Assert.Equal(Shouted(frames.Select(f => f.Bytes)), Shouted(sent.Frames.Select(f => f.Bytes)));
            Assert.NotEqual(frames.Select(f => f.Bytes.Length), sent.Frames.Select(f => f.Bytes.Length));
        }
    }

    [Fact]
    public void Run_StreamWriter_NeverSendsWhatItsStreamNeverReached()
    {
        List<Frame> frames = [.. LowercaseStreams.Frames(1, 3, reorders: false)];
        frames.RemoveAt(4);
        SentFrames sent = new();
        PlaneReport report = Run(frames, sent, Placement.Inline, 32, new ShoutingNf("DATA_READY", PortWrites.Stream));
        Assert.Equal(frames.Count, report.Delivered + report.Drops.Sum(drop => drop.Value));
        Assert.All(sent.Frames, f => AssertShouted(f.Bytes));
    }

    // What each frame carries, with the payload in capitals, in no order.
    private static IEnumerable<string> Shouted(IEnumerable<byte[]> frames) => frames.Select(bytes => TcpFrame.Of(new(bytes, 0))!)
        .Select(f => $"{f.Source} {f.Destination} {f.Sequence} {f.Acknowledgment} {f.Flags} {Encoding.ASCII.GetString(f.Payload).ToUpperInvariant()}")
        .Order(StringComparer.Ordinal);

    private static List<Frame> Frames()
    {
        using Microboxes.Host.Devices.IPacketDevice device = Microboxes.Host.Devices.DeviceFactory.Open(Traffic);
        return FrameList.From(device);
    }

    private static (WitnessNf Before, WitnessNf Behind, SentFrames Sent) Translate(List<Frame> frames, string placement, int batch)
    {
        WitnessNf before = new("PKT", "DATA_READY");
        WitnessNf behind = new("PKT", "DATA_READY");
        SentFrames sent = new();
        Run(frames, sent, Enum.Parse<Placement>(placement), batch, before, new TranslatingNf(77), behind);
        return (before, behind, sent);
    }

    // What was read of the packets, whatever flows they are part of.
    private static List<string> Hashes(WitnessNf nf) => [.. nf.Logs.SelectMany(log => log.Split('\n')).Where(line => line.Contains('#', StringComparison.Ordinal))
        .Select(line => line[line.IndexOf('#', StringComparison.Ordinal)..]).Order(StringComparer.Ordinal)];

    private static void AssertTranslated(Frame before, byte[] after)
    {
        FrameLayout layout = FrameLayout.Of(before)!;
        byte[] expected = [.. before.Bytes];
        TcpFrame? tcp = TcpFrame.Of(new(after, 0));
        Assert.Equal(expected.Length, after.Length);
        Assert.Equal(77, layout.Destination(new(after, 0))[^1]);
        if (tcp != null) Assert.True(tcp.HasValidChecksum);
    }

    private static void AssertShouted(byte[] frame)
    {
        TcpFrame tcp = TcpFrame.Of(new(frame, 0))!;
        Assert.True(tcp.HasValidChecksum);
        foreach (byte one in tcp.Payload) Assert.InRange(one, (byte)'A', (byte)'Z');
    }

    private static PlaneReport Run(List<Frame> frames, SentFrames sent, Placement placement, int batch, params NetworkFunction[] functions)
    {
        HostOptions options = TestPlane.Options(functions.Length, placement);
        options.Stacks.BatchSize = batch;
        options.Stacks.RingSize = 1024;
        options.Applications[0].Functions.ForEach(f => f.Mode = FunctionMode.Inline);
        using Plane plane = TestPlane.Build(options, _ => new ForwardingDevice(FrameDevice.Open(frames), sent), functions);
        plane.Run(TestContext.Current.CancellationToken);
        Assert.All(plane.Devices[0].Lines[0].Functions, f => Assert.Null(f.Adapter.Failure));
        return plane.Report();
    }
}
