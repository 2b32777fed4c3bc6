using System.Security.Cryptography;
using System.Text.Json;
using Microboxes.Plugins.Wire;
using Microboxes.Testing;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>The overlap vectors of the corpus as segments of real connections, through the whole plane.</summary>
public sealed class OverlapVectorTests
{
    private const ushort FirstPort = 1000;

    public static TheoryData<string, uint> Cases()
    {
        TheoryData<string, uint> cases = [];
        foreach (string name in Corpus.Root == null ? [""] : Vectors().Select(vector => vector.GetProperty("name").GetString()!))
        {
            foreach (uint isn in new[] { 0u, 1u, 0xFFFF_FFFFu, 0xFFFF_FFF5u }) cases.Add(name, isn);
        }

        return cases;
    }

    /// <summary>One connection for each number of steps: after the last of them the peer acknowledges everything, so that what is missing shows as gaps.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Segments_OfAVector_GiveTheExpectedStreamAfterEachStep(string name, uint isn)
    {
        JsonElement vector = Vectors().Single(v => v.GetProperty("name").GetString() == name);
        JsonElement[] steps = [.. vector.GetProperty("steps").EnumerateArray()];
        List<Frame> frames = [];
        List<string> expected = [];
        for (int count = 1; count <= steps.Length; count++)
        {
            ushort port = (ushort)(FirstPort + count);
            byte[] buffer = Convert.FromHexString(steps[count - 1].GetProperty("expected_buffer").GetString()!);
            Connect(frames, port, isn, [.. steps.Take(count)], buffer.Length);
            expected.Add($"IPv4 10.0.0.1 {port} > 10.0.0.2 80\n    {Stream(buffer)}; {Stream([])}");
        }

        string policy = vector.GetProperty("policy").GetString()!.Replace('_', '-').ToLowerInvariant();
        DigestResult result = PlaneRun.Digest(FrameDevice.Open(frames), options => options.Stacks.Overlap = policy);
        Assert.Equal(expected, result.Flows.Select(flow => flow.Content).Order(StringComparer.Ordinal));
    }

    private static void Connect(List<Frame> frames, ushort port, uint isn, JsonElement[] steps, int length)
    {
        PacketBuilder client = new() { SourcePort = port, Sequence = isn };
        PacketBuilder server = client.Reversed with { Sequence = 7000, Acknowledgment = isn + 1 };
        Add(frames, client with { Flags = TcpFlags.Syn });
        Add(frames, server with { Flags = TcpFlags.Syn | TcpFlags.Ack });
        Add(frames, client with { Sequence = isn + 1, Acknowledgment = 7001 });
        foreach (JsonElement step in steps)
        {
            Add(frames, client with
            {
                Sequence = isn + step.GetProperty("rel_seq").GetUInt32(),
                Acknowledgment = 7001,
                Payload = Convert.FromHexString(step.GetProperty("segment").GetString()!),
            });
        }

        Add(frames, server with { Sequence = 7001, Acknowledgment = isn + 1 + (uint)length });
    }

    private static void Add(List<Frame> frames, PacketBuilder builder) => frames.Add(new(builder.Tcp(), 1_700_000_000_000_000_000 + (frames.Count * 1000L)));

    // 0 stands for a byte that no segment brought.
    private static string Stream(byte[] buffer)
    {
        byte[] seen = [.. buffer.Where(b => b != 0)];
        return $"{seen.Length} bytes {Convert.ToHexStringLower(SHA256.HashData(seen))} gaps {string.Concat(Gaps(buffer))}";
    }

    private static IEnumerable<string> Gaps(byte[] buffer)
    {
        for (int start = 0; start < buffer.Length; start++)
        {
            int end = start;
            while (end < buffer.Length && buffer[end] == 0) end++;
            if (end > start) yield return $"[{start} {end - start}]";
            start = end;
        }
    }

    private static JsonElement.ArrayEnumerator Vectors() =>
        JsonDocument.Parse(File.ReadAllBytes(Corpus.Path("vectors", "tcp_overlap_policies.json"))).RootElement.GetProperty("vectors").EnumerateArray();
}
