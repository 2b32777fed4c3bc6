using System.Text.Json;
using Microboxes.Host.Stacks.Monitor.Reassembly;
using Microboxes.Plugins.Wire;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Reassembly;

public sealed class OverlapVectorTests
{
    public static TheoryData<string, uint> Cases()
    {
        TheoryData<string, uint> cases = [];
        using JsonDocument? vectors = Corpus.Root == null ? null : Read();
        IEnumerable<string> names = vectors == null ? [""] : Vectors(vectors).Select(v => v.GetProperty("name").GetString()!);
        foreach (string name in names)
        {
            foreach (uint isn in new[] { 0u, 1u, 0xFFFF_FFFFu, 0xFFFF_FFF5u }) cases.Add(name, isn);
        }

        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public void Vector_DeliveredAsSoonAsPossible_GivesTheExpectedBuffers(string name, uint isn) =>
        Run(name, isn, copy: false, (stream, offset, bytes) => stream.Arrive(offset, bytes));

    [Theory, MemberData(nameof(Cases))]
    public void Vector_HeldByCopyAndNeverTaken_GivesTheExpectedBuffers(string name, uint isn) =>
        Run(name, isn, copy: true, (stream, offset, bytes) => stream.Hold(offset, bytes));

    private static void Run(string name, uint isn, bool copy, Action<HeldStream, ulong, byte[]> arrive)
    {
        using JsonDocument vectors = Read();
        JsonElement vector = Vectors(vectors).Single(v => v.GetProperty("name").GetString() == name);
        Assert.True(OverlapPolicyNames.TryParse(vector.GetProperty("policy").GetString(), out OverlapPolicy policy));
        using HeldSegments held = new(new HeldSegmentOptions());
        using HeldStream stream = new(held, policy, copy);
        SequenceNumber first = new SequenceNumber(isn) + 1;
        foreach (JsonElement step in vector.GetProperty("steps").EnumerateArray())
        {
            SequenceNumber sequence = new SequenceNumber(isn) + step.GetProperty("rel_seq").GetUInt32();
            arrive(stream, (ulong)(sequence - first), Convert.FromHexString(step.GetProperty("segment").GetString()!));
            string buffer = Convert.ToHexStringLower([.. stream.Contents().Select(b => b ?? 0)]);
            Assert.Equal(step.GetProperty("expected_buffer").GetString(), buffer);
        }
    }

    private static JsonDocument Read() => JsonDocument.Parse(File.ReadAllBytes(Corpus.Path("vectors", "tcp_overlap_policies.json")));

    private static JsonElement.ArrayEnumerator Vectors(JsonDocument document) => document.RootElement.GetProperty("vectors").EnumerateArray();
}
