using System.Security.Cryptography;
using Microboxes.Host.Devices.Generation;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Devices.Generation;

/// <summary>What the generator makes, against its own truth and an independent reassembler.</summary>
public sealed class TrafficGeneratorTests
{
    private static readonly TrafficOptions Plain = new() { Flows = 40, Concurrent = 10, ObjectSize = 20_000, Requests = 2 };

    private static readonly Dictionary<string, TrafficOptions> Variants = new()
    {
        ["plain"] = Plain,
        ["empty objects"] = Plain with { ObjectSize = 0 },
        ["one byte a segment"] = Plain with { ObjectSize = 30, Mss = 1, Flows = 5 },
        ["large segments"] = Plain with { ObjectSize = 200_000, Mss = 64_000, Flows = 5 },
        ["ipv6"] = Plain with { Ipv6 = 1 },
        ["both versions"] = Plain with { Ipv6 = 0.5 },
        ["one tag"] = Plain with { VlanTags = 1 },
        ["two tags"] = Plain with { VlanTags = 2, Ipv6 = 0.5 },
        ["loss"] = Plain with { Loss = 0.1 },
        ["reorder"] = Plain with { Reorder = 0.2 },
        ["duplicate"] = Plain with { Duplicate = 0.2 },
        ["overlap"] = Plain with { Overlap = 0.5 },
        ["gaps"] = Plain with { Gaps = 0.1 },
        ["nothing but gaps"] = Plain with { Gaps = 1 },
        ["resets"] = Plain with { Resets = 1 },
        ["never closed"] = Plain with { StayOpen = 1 },
        ["wraparound"] = Plain with { Wraps = 1, Loss = 0.05 },
        ["simultaneous open"] = Plain with { SimultaneousOpens = 1 },
        ["fragments"] = Plain with { FragmentSize = 576, Ipv6 = 0.5 },
        ["fragments backwards"] = Plain with { Mss = 8_000, FragmentSize = 576, Ipv6 = 0.5, Reorder = 0.5 },
        ["everything"] = Plain with
        {
            Flows = 200, Ipv6 = 0.5, VlanTags = 1, Loss = 0.1, Reorder = 0.1, Overlap = 0.3, Gaps = 0.05, Resets = 0.3, Wraps = 0.5,
            SimultaneousOpens = 0.2, StayOpen = 0.1, Duplicate = 0.1, Mss = 3_000, FragmentSize = 1_000,
        },
        ["everything lost"] = Plain with { Loss = 1, Reorder = 1, Overlap = 1 },
    };

    public static TheoryData<string> Names() => [.. Variants.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Frames_OfAnyTraffic_CarryExactlyTheTruth(string name)
    {
        TrafficOptions options = Variants[name];
        List<Frame> frames = Generate(options);
        ReferenceStreams streams = ReferenceStreams.Of(frames);
        Assert.Equal(0, streams.BadChecksums);
        Assert.Equal(0, streams.Others);
        Assert.Equal(options.Flows * 2, streams.Streams.Count);
        for (long flow = 0; flow < options.Flows; flow++)
        {
            FlowTruth truth = FlowTruth.Of(options, flow);
            Check(truth.FromClient, streams.Streams[(truth.Client, truth.Server)]);
            Check(truth.FromServer, streams.Streams[(truth.Server, truth.Client)]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Frames_WithEqualOptions_AreEqual(string name)
    {
        List<Frame> once = Generate(Variants[name]);
        List<Frame> again = Generate(Variants[name]);
        Assert.Equal(once.Count, again.Count);
        Assert.All(once.Zip(again), pair => Assert.True(pair.First.Bytes.AsSpan().SequenceEqual(pair.Second.Bytes)));
    }

    [Fact]
    public void Segments_OfAFlow_DoNotDependOnTheFlowsBesideIt()
    {
        TrafficOptions options = Variants["everything"] with { Duplicate = 0, FragmentSize = 0, StayOpen = 0 };
        string alone = Digest(Generate(options with { Concurrent = 1 }), options, 17);
        Assert.Equal(alone, Digest(Generate(options with { Concurrent = 50 }), options, 17));
        Assert.NotEqual(alone, Digest(Generate(options with { Seed = 2 }), options with { Seed = 2 }, 17));
    }

    [Fact]
    public void Frames_OfPlainTraffic_AreAHandshakeTheDataAndAClose()
    {
        TrafficOptions options = new() { Flows = 1, ObjectSize = 3_000 };
        Frame[] frames = [.. Generate(options)];
        TcpFlags[] expected = [TcpFlags.Syn, TcpFlags.Syn | TcpFlags.Ack, TcpFlags.Ack, TcpFlags.Psh | TcpFlags.Ack, TcpFlags.Ack];
        Assert.Equal(expected, frames.Take(5).Select(frame => TcpFrame.Of(frame)!.Flags));
        Assert.All(frames, frame => Assert.True(frame.Bytes.Length <= 1514));
        Assert.Equal(2, frames.Count(frame => (TcpFrame.Of(frame)!.Flags & TcpFlags.Fin) != 0));
    }

    [Fact]
    public void Streams_WithAnImpairment_ShowIt()
    {
        Assert.Equal((0, 0), Impairments("plain"));
        Assert.True(Impairments("loss") is { Repeated: > 20, Backwards: > 20 });
        Assert.True(Impairments("reorder") is { Repeated: 0, Backwards: > 50 });
        Assert.True(Impairments("duplicate") is { Repeated: > 50, Backwards: 0 });
        Assert.True(Impairments("overlap") is { Repeated: > 100, Backwards: 0 });
    }

    [Fact]
    public void Acknowledgments_AtTheEnd_CoverTheWholeStreamAndItsFin()
    {
        TrafficOptions options = Variants["everything"] with { StayOpen = 0, Resets = 0 };
        ReferenceStreams streams = ReferenceStreams.Of(Generate(options));
        FlowPlan plan = new(options);
        for (long flow = 0; flow < options.Flows; flow++)
        {
            FlowTruth truth = FlowTruth.Of(options, flow);
            ReferenceStream client = streams.Streams[(truth.Client, truth.Server)];
            ReferenceStream server = streams.Streams[(truth.Server, truth.Client)];
            Assert.Equal(server.Initial + 2 + (uint)plan.Exchange.StreamLength(End.Server), client.LastAcknowledgment);
            Assert.Equal(client.Initial + 2 + (uint)plan.Exchange.StreamLength(End.Client), server.LastAcknowledgment);
        }
    }

    [Theory]
    [InlineData("plain", false)]
    [InlineData("loss", false)]
    [InlineData("reorder", false)]
    [InlineData("everything lost", false)]
    [InlineData("gaps", true)]
    public void Acknowledgments_PassAHole_OnlyWhereTheReceiverHasItsBytes(string name, bool passes)
    {
        ReferenceStreams streams = new();
        long passing = 0;
        foreach (Frame frame in Generate(Variants[name]))
        {
            streams.Add(frame);
            TcpFrame tcp = TcpFrame.Of(frame)!;
            if ((tcp.Flags & TcpFlags.Ack) == 0) continue;
            ReferenceStream peer = streams.Streams[(tcp.Destination, tcp.Source)];
            uint fin = (peer.Flags & TcpFlags.Fin) != 0 ? 1u : 0;
            if ((int)(tcp.Acknowledgment - peer.Initial - 1 - fin - (uint)peer.Frontier) > 0) passing++;
        }

        Assert.Equal(passes, passing > 0);
    }

    [Fact]
    public void SequenceNumbers_OfWrappingFlows_Wrap()
    {
        TrafficOptions options = Variants["wraparound"];
        FlowPlan plan = new(options);
        for (long flow = 0; flow < options.Flows; flow++)
        {
            uint initial = plan.InitialSequence(plan.Key(flow), End.Server);
            Assert.True(initial + 1UL + (ulong)plan.Exchange.StreamLength(End.Server) >= 1UL << 32);
        }
    }

    [Theory]
    [InlineData("resets", TcpFlags.Rst, TcpFlags.Fin)]
    [InlineData("plain", TcpFlags.Fin, TcpFlags.Rst)]
    [InlineData("never closed", TcpFlags.Ack, TcpFlags.Fin | TcpFlags.Rst)]
    public void Flows_Close_AsTheOptionsSay(string name, TcpFlags some, TcpFlags none)
    {
        ReferenceStreams streams = ReferenceStreams.Of(Generate(Variants[name]));
        TcpFlags all = streams.Streams.Values.Aggregate(TcpFlags.None, (flags, stream) => flags | stream.Flags);
        Assert.Equal(some, all & some);
        Assert.Equal(TcpFlags.None, all & none);
    }

    [Fact]
    public void Frames_Delivered_StayReadableForAsManyAsAreOutstanding()
    {
        TrafficOptions options = Plain with { Outstanding = 100, Duplicate = 0.5, FragmentSize = 576 };
        List<Frame> copies = Generate(options);
        using TrafficGenerator generator = new(options);
        CheckOutstanding(generator, copies);
    }

    private static unsafe void CheckOutstanding(TrafficGenerator generator, List<Frame> copies)
    {
        Plugins.Events.PacketDescriptor* window = stackalloc Plugins.Events.PacketDescriptor[100];
        for (int number = 0; generator.Receive(window + (number % 100), 1) == 1; number++)
        {
            int oldest = Math.Max(0, number - 99);
            Plugins.Events.PacketDescriptor* packet = window + (oldest % 100);
            Assert.True(new ReadOnlySpan<byte>(packet->data, packet->length).SequenceEqual(copies[oldest].Bytes));
        }
    }

    private static (int Repeated, int Backwards) Impairments(string name)
    {
        var streams = ReferenceStreams.Of(Generate(Variants[name])).Streams.Values;
        return (streams.Sum(stream => stream.Repeated), streams.Sum(stream => stream.Backwards));
    }

    private static void Check(StreamTruth truth, ReferenceStream stream)
    {
        byte[] content = stream.Content;
        Assert.Equal(truth.Bytes, content.Length);
        Assert.Equal(truth.Sha256, Convert.ToHexStringLower(SHA256.HashData(content)));
        // The reassembler cannot see a gap behind the last byte.
        List<(long Offset, long Length)> gaps = stream.Gaps();
        Assert.Equal(truth.Gaps.Take(gaps.Count), gaps);
        Assert.InRange(truth.Gaps.Count - gaps.Count, 0, 1);
    }

    private static string Digest(List<Frame> frames, TrafficOptions options, long flow)
    {
        FlowTruth truth = FlowTruth.Of(options, flow);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TcpFrame tcp in frames.Select(TcpFrame.Of).OfType<TcpFrame>())
        {
            if (tcp.Source.Equals(truth.Client) || tcp.Destination.Equals(truth.Client)) hash.AppendData(tcp.Frame.Bytes.AsSpan(tcp.Layout.Transport));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static List<Frame> Generate(TrafficOptions options)
    {
        using TrafficGenerator generator = new(options);
        return FrameList.From(generator);
    }
}
