using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>Changes that no receiver notices: every connection whose handshake was captured keeps its streams to the byte.</summary>
public sealed class MetamorphicTests
{
    private static readonly Dictionary<string, Func<IReadOnlyList<Frame>, List<Frame>>> Mutations = new()
    {
        ["duplicate"] = frames => Mutation.Duplicate(frames, 0.3),
        ["reorder"] = frames => Mutation.Reorder(frames, 0.5),
        ["resegment"] = frames => Mutation.Resegment(frames, 300),
        ["refragment"] = frames => Mutation.Refragment(frames, 576),
        ["vlan"] = frames => Mutation.VlanTag(frames, 7),
        ["qinq"] = frames => Mutation.VlanTag(frames, 7, 8),
        ["shift to the wrap"] = frames => Mutation.ShiftSequence(frames, 0u - FirstSequence(frames), 0u - FirstSequence(frames) - 100),
        ["shift far"] = frames => Mutation.ShiftSequence(frames, 0x8000_0000, 12345),
        ["all"] = frames => Mutation.VlanTag(
            Mutation.Duplicate(Mutation.Refragment(Mutation.ShiftSequence(Mutation.Reorder(Mutation.Resegment(frames, 700)), 1, 2), 400)), 9),
    };

    public static TheoryData<string> Agreed() => [.. TcpCapture.Names(capture => capture.Category == "agreed")];

    [Theory]
    [MemberData(nameof(Agreed))]
    public void Capture_ChangedInWaysNoReceiverNotices_KeepsItsStreams(string file)
    {
        TcpCapture capture = TcpCapture.Of(file);
        List<string> expected = Contents(capture.Expected);
        if (expected.Count == 0) return;
        bool verify = !capture.HasOffloadedChecksums;
        List<Frame> frames = FrameList.Read(capture.Path);
        foreach ((string name, Func<IReadOnlyList<Frame>, List<Frame>> mutate) in Mutations)
        {
            DigestResult result = PlaneRun.Digest(FrameDevice.Open(mutate(frames)), options => options.Stacks.VerifyChecksums = verify);
            List<string> contents = Contents(result.Flows);
            Assert.True(expected.SequenceEqual(contents), $"{name}:\n{string.Join('\n', expected.Except(contents))}\nbecame\n{string.Join('\n', contents.Except(expected))}");
        }
    }

    private static List<string> Contents(IEnumerable<FlowText> flows) =>
        [.. flows.Where(flow => flow.HasHandshake).Select(flow => flow.Content).Order(StringComparer.Ordinal)];

    private static uint FirstSequence(IReadOnlyList<Frame> frames) => frames.Select(TcpFrame.Of).FirstOrDefault(tcp => tcp != null)?.Sequence ?? 0;
}
