using Microboxes.Host.Configuration;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Host.Stacks.Monitor.Reassembly;
using Microboxes.Testing;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>
/// Whatever the input: no crash, no hang, every packet counted once, everything held given back. <see cref="PlaneRun"/> checks that for each replay here.
/// </summary>
public sealed class RobustTests
{
    private const int Cut = 97;
    private const int MostCuts = 60;
    private const int Mutants = 12;
    private static readonly string[] Folders = ["tcp/pcap", "dpi/pcap", "rules/pcap", "ipfrag/pcap"];
    private static readonly string[] Policies = [.. OverlapPolicyNames.Shown];

    public static TheoryData<string> Files() => Corpus.Root == null
        ? [""]
        : [.. Folders.SelectMany(folder => Corpus.Files(folder, "*.*cap*")).Select(path => Path.GetRelativePath(Corpus.Root, path))];

    public static TheoryData<string> Robust() =>
        [.. TcpCapture.Names(capture => capture.Category == "robust").Select(file => Path.Combine("tcp", "pcap", file))];

    public static TheoryData<string> Seeds() => [.. FuzzSeed.Names()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Capture_OfAnyKind_IsAccountedFor(string file)
    {
        string path = Corpus.Path(file);
        PlaneRun.Digest(path, options => Configure(options, 0, true));
        PlaneRun.Digest(path, options => Configure(options, 1, false));
        PlaneRun.Digest(path, options =>
        {
            Configure(options, 2, false);
            options.Stacks.Count = 3;
            options.Lanes.Placement = Placement.Dedicated;
        });
    }

    [Theory]
    [MemberData(nameof(Robust))]
    public void Capture_MeantToBreakParsers_IsAccountedForUnderEveryPolicy(string file)
    {
        string path = Corpus.Path(file);
        for (int policy = 0; policy < Policies.Length; policy++)
        {
            PlaneRun.Digest(path, options => Configure(options, policy, true));
            PlaneRun.Digest(path, options => Configure(options, policy, false));
        }
    }

    [Theory]
    [Trait("Length", "slow")]
    [MemberData(nameof(Files))]
    public void Capture_CutAnywhere_IsAccountedForUpToThere(string file)
    {
        using TemporaryFolder folder = new();
        string copy = folder.File("cut.pcap");
        File.Copy(Corpus.Path(file), copy);
        File.SetAttributes(copy, FileAttributes.Normal);
        long size = new FileInfo(copy).Length;
        // Every 97th byte of a short capture; of a long one as many places, spread over it.
        long step = Math.Max(1, size / Cut / MostCuts) * Cut;
        for (long length = (size - 1) / step * step; length >= 0; length -= step)
        {
            using (FileStream stream = new(copy, FileMode.Open)) stream.SetLength(length);
            Replay(copy, (int)(length % 11));
        }
    }

    [Theory]
    [Trait("Length", "slow")]
    [MemberData(nameof(Files))]
    public void Capture_WithFlippedBytes_IsAccountedFor(string file)
    {
        using TemporaryFolder folder = new();
        byte[] original = File.ReadAllBytes(Corpus.Path(file));
        string path = folder.File("mutant.pcap");
        Random random = new(original.Length);
        for (int mutant = 0; mutant < Mutants; mutant++)
        {
            byte[] bytes = [.. original];
            int flips = 1 + random.Next(Math.Min(200, 1 + (bytes.Length / 50)));
            for (int i = 0; i < flips; i++) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, bytes);
            Replay(path, mutant);
        }
    }

    /// <summary>The headers of the capture format stay whole, so that every mutated frame arrives.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void Frames_WithBytesFlippedInTheirHeaders_AreAccountedFor(string file)
    {
        List<Frame> frames = FrameList.Read(Corpus.Path(file));
        Random random = new(frames.Count);
        for (int mutant = 0; mutant < 3; mutant++)
        {
            List<Frame> mutated = [.. frames.Select(frame => Flip(frame, random))];
            DigestResult result = PlaneRun.Digest(FrameDevice.Open(mutated), options => Configure(options, mutant, false));
            Assert.Equal(frames.Count, result.Report.Packets);
            CheckSameOverThreeLines(mutated, mutant % 2 == 0);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Seed_CutAtEveryByteOnEveryLinkLayer_IsAccountedFor(string file)
    {
        List<Frame> frames = [];
        foreach (Frame seed in FuzzSeed.Read(file))
        {
            foreach (LinkLayer link in Enum.GetValues<LinkLayer>().Where(link => link != LinkLayer.Unknown))
            {
                for (int length = 1; length <= seed.Bytes.Length; length += length < 150 ? 1 : Cut)
                {
                    frames.Add(new(seed.Bytes[..length], frames.Count, link, seed.Bytes.Length));
                    frames.Add(new(seed.Bytes[..length], frames.Count, link, length));
                }
            }
        }

        CheckAll(frames);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Seed_WithFlippedBytes_IsAccountedFor(string file)
    {
        List<Frame> seeds = FuzzSeed.Read(file);
        Random random = new(seeds.Count);
        CheckAll([.. Enumerable.Range(0, 300).SelectMany(_ => seeds.Select(seed => Flip(seed, random)))]);
    }

    private static void CheckSameOverThreeLines(List<Frame> frames, bool verify)
    {
        DigestResult one = PlaneRun.Digest(FrameDevice.Open(frames), options => options.Stacks.VerifyChecksums = verify);
        DigestResult three = PlaneRun.Digest(FrameDevice.Open(frames), options =>
        {
            options.Stacks.VerifyChecksums = verify;
            options.Stacks.Count = 3;
            options.Stacks.BatchSize = 7;
        });
        Assert.Equal(one.Records, three.Records);
        Assert.Equal(one.Drops, three.Drops);
    }

    private static void CheckAll(List<Frame> frames)
    {
        foreach (bool verify in (bool[])[true, false])
        {
            DigestResult result = PlaneRun.Digest(FrameDevice.Open(frames), options => Configure(options, 0, verify));
            Assert.Equal(frames.Count, result.Report.Packets);
        }
    }

    // Few flows and the smallest ring, so that eviction and back pressure are part of it.
    private static void Configure(HostOptions options, int policy, bool verify)
    {
        options.Stacks.Overlap = Policies[policy % Policies.Length];
        options.Stacks.VerifyChecksums = verify;
        options.Stacks.RingSize = 1024;
        options.Stacks.FlowTableCapacity = 64;
        options.Stacks.Streams.MaxBytesPerFlow = 16384;
        options.Stacks.Streams.MaxTotalBytes = 65536;
        options.Stacks.Streams.AtCap = policy % 2 == 0 ? "skip" : "stop";
    }

    private static void Replay(string path, int variant)
    {
        try
        {
            PlaneRun.Digest(path, options => Configure(options, variant, variant % 2 == 0));
        }
        catch (DeviceException refused)
        {
            Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', refused.Message);
        }
    }

    private static Frame Flip(Frame frame, Random random)
    {
        if (random.Next(4) != 0) return frame;
        byte[] bytes = [.. frame.Bytes];
        for (int i = random.Next(4); i >= 0 && bytes.Length > 0; i--) bytes[random.Next(Math.Min(bytes.Length, 80))] ^= (byte)(1 << random.Next(8));
        return frame with { Bytes = bytes };
    }
}
