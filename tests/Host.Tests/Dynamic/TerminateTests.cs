using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Host.Tests.Control;
using Microboxes.Host.Tests.Functions;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Dynamic;

public sealed class TerminateTests
{
    [Theory]
    [InlineData("Inline", 1)]
    [InlineData("Inline", 32)]
    [InlineData("Packed", 32)]
    [InlineData("Dedicated", 32)]
    [InlineData("Dedicated", 1)]
    public void Run_Terminating_ResetsBothEndsBehindTheLastPacketAndSendsNothingMore(string placement, int batch)
    {
        const int At = 21;
        List<Frame> frames = SymmetricTraffic.Frames(packetsEachWay: 300);
        SentFrames sent = new();
        PlaneReport report = Run(frames, sent, Enum.Parse<Placement>(placement), batch, new TerminatorNf("PKT/TCP", At));
        Assert.Equal(At, report.Delivered);
        Assert.Equal(new("terminated", frames.Count - At), Assert.Single(report.Drops));
        Assert.Equal(frames.Take(At).Select(f => Convert.ToHexString(f.Bytes)), sent.Frames.Take(At).Select(f => Convert.ToHexString(f.Bytes)));
        Assert.Equal(At + 2, sent.Frames.Count);
        TcpFrame last = Read(frames[At - 1].Bytes);
        AssertIsResetOf(last, Read(sent.Frames[At].Bytes), last.Sequence + (uint)last.Payload.Length, sameWay: true);
        AssertIsResetOf(last, Read(sent.Frames[At + 1].Bytes), last.Acknowledgment, sameWay: false);
        Assert.Equal((1, 0), (sent.Frames[At].Port, sent.Frames[At + 1].Port));
    }

    [Theory]
    [InlineData("10.0.0.1", "10.0.0.2")]
    [InlineData("2001:db8::1", "2001:db8::2")]
    public void Run_Terminating_EachEndObeysItsReset(string client, string server)
    {
        List<Frame> frames = SymmetricTraffic.Frames(packetsEachWay: 20, client, server);
        SentFrames sent = new();
        Run(frames, sent, Placement.Inline, 32, new TerminatorNf("PKT/TCP", 9));
        for (int reset = 9; reset < 11; reset++)
        {
            List<Frame> seen = [.. sent.Frames.Take(9).Append(sent.Frames[reset]).Select((f, i) => new Frame(f.Bytes, i))];
            EventList monitor = new(d => d.Subscribe("FLOW/TCP/RESET").Subscribe("ANOMALY"));
            using Plane plane = TestPlane.Build(TestPlane.Options(1), _ => FrameDevice.Open(seen), monitor);
            plane.Run(TestContext.Current.CancellationToken);
            Assert.Equal(Microboxes.Plugins.Events.EventTypes.TcpReset, Assert.Single(monitor.Events).Type);
        }
    }

    [Fact]
    public void Run_DroppingThePacketToo_ResetsItsReceiverAtThePacketsOwnNumber()
    {
        List<Frame> frames = SymmetricTraffic.Frames(packetsEachWay: 20);
        SentFrames sent = new();
        PlaneReport report = Run(frames, sent, Placement.Inline, 32, new TerminatorNf("PKT/TCP", 9), new DropAt(9));
        Assert.Equal(8, report.Delivered);
        TcpFrame last = Read(frames[8].Bytes);
        AssertIsResetOf(last, Read(sent.Frames[8].Bytes), last.Sequence, sameWay: true);
        AssertIsResetOf(last, Read(sent.Frames[9].Bytes), last.Acknowledgment, sameWay: false);
    }

    [Fact]
    public void Run_VerdictReset_ResetsBothEnds()
    {
        List<Frame> frames = [.. SymmetricTraffic.Frames(packetsEachWay: 1).Take(1)];
        SentFrames sent = new();
        PlaneReport report = Run(frames, sent, Placement.Inline, 32, new DropAt(1, Verdict.Reset));
        Assert.Equal(new("reset", 1), Assert.Single(report.Drops));
        TcpFrame syn = Read(frames[0].Bytes);
        TcpFrame answer = Read(sent.Frames[1].Bytes);
        Assert.Equal((2, 0u, syn.Sequence + 1), (sent.Frames.Count, answer.Sequence, answer.Acknowledgment));
    }

    [Theory]
    [InlineData("Inline")]
    [InlineData("Dedicated")]
    public void Run_TapTerminates_DropsAndResetsFromWhereTheStackKnows(string placement)
    {
        List<Frame> frames = SymmetricTraffic.Frames(packetsEachWay: 20_000);
        SentFrames sent = new();
        HostOptions options = TestPlane.Options(1, Enum.Parse<Placement>(placement));
        options.Stacks.RingSize = 1024;
        options.Applications[0].Functions[0].Mode = FunctionMode.Tap;
        using Plane plane = TestPlane.Build(options, _ => new ForwardingDevice(FrameDevice.Open(frames), sent), new TerminatorNf("PKT/TCP", 5));
        plane.Run(TestContext.Current.CancellationToken);
        PlaneReport report = plane.Report();
        Assert.InRange(report.Delivered, 5, 5 + 1024);
        Assert.Equal(frames.Count, report.Delivered + Assert.Single(report.Drops).Value);
        Assert.Equal(report.Delivered + 2, sent.Frames.Count);
        Assert.Equal(2, sent.Frames.Count(f => (Read(f.Bytes).Flags & TcpFlags.Rst) != 0));
    }

    [Fact]
    public void Run_AskedWithoutAPacket_ResetsWithTheNextOne()
    {
        List<Frame> frames = SymmetricTraffic.Frames(packetsEachWay: 20);
        SentFrames sent = new();
        PlaneReport report = Run(frames, sent, Placement.Inline, 1, new TerminateByTimer());
        Assert.Equal(2, sent.Frames.Count(f => (Read(f.Bytes).Flags & TcpFlags.Rst) != 0));
        Assert.Equal(sent.Frames.Count - 2, report.Delivered);
        Assert.InRange(report.Delivered, 5, frames.Count - 5);
    }

    [Fact]
    public void Run_AnotherConnectionOfTheSameEnds_IsNotTerminated()
    {
        List<Frame> first = SymmetricTraffic.Frames(packetsEachWay: 10);
        List<Frame> second = SymmetricTraffic.Frames(packetsEachWay: 10, numbersFrom: 700_000);
        List<Frame> frames = [.. first.Concat(second).Select((f, i) => f with { Timestamp = first[0].Timestamp + (i * 1_000_000L) })];
        TerminatorNf terminator = new("FLOW/TCP/ESTABLISHED");
        PlaneReport report = Run(frames, new(), Placement.Inline, 32, terminator);
        Assert.Equal(2, terminator.Terminated);
        // SYN, SYN-ACK and the acknowledgment that establishes it, of each.
        Assert.Equal(6, report.Delivered);
    }

    [Fact]
    public void Run_StaleFlow_IsIgnoredAndCounted()
    {
        using Plane plane = TestPlane.Build(TestPlane.Options(1, device: "mem:flows=20"), new TerminatorNf("FLOW/END"));
        plane.Run(TestContext.Current.CancellationToken);
        plane.Devices[0].Lines[0].Line.DoWork(0);
        Assert.Equal(20, plane.Devices[0].Lines[0].Line.Control.Stale);
        Assert.Equal(plane.Report().Packets, plane.Report().Delivered);
    }

    private static PlaneReport Run(List<Frame> frames, SentFrames sent, Placement placement, int batch, params NetworkFunction[] functions)
    {
        HostOptions options = TestPlane.Options(functions.Length, placement);
        options.Stacks.BatchSize = batch;
        foreach (FunctionOptions function in options.Applications[0].Functions) function.Mode = FunctionMode.Inline;
        using Plane plane = TestPlane.Build(options, _ => new ForwardingDevice(FrameDevice.Open(frames), sent), functions);
        plane.Run(TestContext.Current.CancellationToken);
        Assert.All(plane.Devices[0].Lines[0].Functions, f => Assert.Null(f.Adapter.Failure));
        return plane.Report();
    }

    private static TcpFrame Read(byte[] bytes) => TcpFrame.Of(new(bytes, 0)) ?? throw new InvalidOperationException("no TCP");

    private static void AssertIsResetOf(TcpFrame packet, TcpFrame reset, uint sequence, bool sameWay)
    {
        Assert.Equal((TcpFlags.Rst | TcpFlags.Ack, sequence), (reset.Flags, reset.Sequence));
        Assert.True(reset.HasValidChecksum);
        Assert.True(reset.IsSameFlowAs(packet));
        Assert.Equal(sameWay, reset.IsSameWayAs(packet));
        Assert.Equal(sameWay, reset.Frame.Bytes.AsSpan(0, 6).SequenceEqual(packet.Frame.Bytes.AsSpan(0, 6)));
    }
}
