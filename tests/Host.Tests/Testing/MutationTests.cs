using System.Security.Cryptography;
using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Generation;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Testing;

/// <summary>Mutations leave every stream as it was, and do change the frames.</summary>
public sealed class MutationTests
{
    private static readonly Lazy<List<Frame>> Original = new(() =>
    {
        using TrafficGenerator generator = new(new() { Flows = 20, Ipv6 = 0.5, Loss = 0.02, Wraps = 0.3, Requests = 2 });
        return FrameList.From(generator);
    });

    private static readonly Dictionary<string, Func<IReadOnlyList<Frame>, List<Frame>>> Mutations = new()
    {
        ["duplicate"] = frames => Mutation.Duplicate(frames),
        ["reorder"] = frames => Mutation.Reorder(frames),
        ["resegment"] = frames => Mutation.Resegment(frames, 100),
        ["refragment"] = frames => Mutation.Refragment(frames, 576),
        ["vlan"] = frames => Mutation.VlanTag(frames, 7),
        ["qinq"] = frames => Mutation.VlanTag(frames, 7, 8),
        ["shift"] = frames => Mutation.ShiftSequence(frames, 0xFFFF_0000, 12345),
        ["all"] = frames => Mutation.VlanTag(
            Mutation.Duplicate(Mutation.Refragment(Mutation.ShiftSequence(Mutation.Reorder(Mutation.Resegment(frames, 700)), 1, 2), 400)), 9),
    };

    public static TheoryData<string> Names() => [.. Mutations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutation_OfGeneratedTraffic_ChangesFramesAndNoStream(string name)
    {
        List<Frame> mutated = Mutations[name](Original.Value);
        Assert.False(mutated.Count == Original.Value.Count && mutated.Zip(Original.Value).All(pair => pair.First.Bytes.SequenceEqual(pair.Second.Bytes)));
        ReferenceStreams streams = ReferenceStreams.Of(mutated);
        Assert.Equal(0, streams.BadChecksums);
        Assert.Equal(0, streams.Others);
        Assert.Equal(Digests(ReferenceStreams.Of(Original.Value)), Digests(streams));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mutation_OfTheSameFrames_IsTheSameAgain(string name) => Assert.Equal(
        Mutations[name](Original.Value).Select(frame => Convert.ToHexString(frame.Bytes)),
        Mutations[name](Original.Value).Select(frame => Convert.ToHexString(frame.Bytes)));

    [Fact]
    public void ShiftSequence_OfAWrongChecksum_KeepsItWrong()
    {
        byte[] bytes = new PacketBuilder { Sequence = 0xFFFF_FFF0, Payload = [1, 2, 3] }.Tcp();
        bytes[^1] ^= 1;
        TcpFrame shifted = TcpFrame.Of(Mutation.ShiftSequence([new(bytes, 0)], 0x20, 0x30)[0])!;
        Assert.Equal(0x10u, shifted.Sequence);
        Assert.False(shifted.HasValidChecksum);
    }

    [Fact]
    public void ShiftSequence_OfSackBlocks_MovesThemWithTheirStream()
    {
        byte[] options = [1, 1, 5, 10, 0, 0, 1, 0, 0, 0, 2, 0];
        Frame frame = new(new PacketBuilder { Options = options, Acknowledgment = 0x80, Payload = [1] }.Tcp(), 0);
        TcpFrame shifted = TcpFrame.Of(Mutation.ShiftSequence([frame], 1, 0x10)[0])!;
        Assert.Equal(0x90u, shifted.Acknowledgment);
        Assert.Equal("0101050A0000011000000210", Convert.ToHexString(shifted.Frame.Bytes.AsSpan(shifted.Layout.Transport + 20, 12)));
        Assert.True(shifted.HasValidChecksum);
    }

    [Fact]
    public void Builder_OfEveryKind_MakesRightChecksums()
    {
        PacketBuilder ipv6 = new()
        {
            Source = System.Net.IPAddress.Parse("2001:db8::1"), Destination = System.Net.IPAddress.Parse("2001:db8::2"), Payload = [1, 2, 3], Vlans = [5, 6],
        };
        foreach (PacketBuilder builder in (PacketBuilder[])[ipv6, new() { Payload = [1, 2, 3], Options = [2, 4, 5, 180] }])
        {
            Assert.True(TcpFrame.Of(new(builder.Tcp(), 0))!.HasValidChecksum);
            Frame udp = new(builder.Udp(), 0, LinkLayer.Ethernet);
            FrameLayout layout = FrameLayout.Of(udp)!;
            Assert.Equal((byte)IpProtocol.Udp, layout.Protocol);
            Assert.Equal(0, Checksum.OfTransport(layout.Source(udp), layout.Destination(udp), 17, udp.Bytes.AsSpan(layout.Transport)));
        }

        Assert.Equal(0, Checksum.Of(new PacketBuilder { Payload = [9] }.Icmp(8, 0)[34..]));
    }

    private static SortedDictionary<string, string> Digests(ReferenceStreams streams) => new(
        streams.Streams.ToDictionary(pair => $"{pair.Key}", pair => Convert.ToHexStringLower(SHA256.HashData(pair.Value.Content))), StringComparer.Ordinal);
}
