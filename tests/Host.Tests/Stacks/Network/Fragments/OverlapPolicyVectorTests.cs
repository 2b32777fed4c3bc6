using System.Text;
using System.Text.Json;
using Microboxes.Host.Stacks.Network.Fragments;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>The overlap vectors of the corpus, each sent as IPv4 and as IPv6.</summary>
public sealed class OverlapPolicyVectorTests
{
    public static TheoryData<string, int> Vectors()
    {
        TheoryData<string, int> data = [];
        foreach (string file in Corpus.Root == null ? [""] : new[] { "ip_defrag_policies.json" })
        foreach (string name in file.Length == 0 ? [""] : Names(file))
        {
            data.Add(name, 4);
            data.Add(name, 6);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Fragments_OverlappingInEveryWay_GiveTheVectorsBytes(string name, int version)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Corpus.Path("vectors", "ip_defrag_policies.json")));
        JsonElement vector = document.RootElement.GetProperty("vectors").EnumerateArray().Single(v => v.GetProperty("name").GetString() == name);
        OverlapPolicy policy = Enum.Parse<OverlapPolicy>(vector.GetProperty("policy").GetString()!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        string expected = vector.GetProperty("expected").GetString()!;

        List<(int, char, int, bool)> fragments = [];
        foreach (JsonElement f in document.RootElement.GetProperty("fragments_in_order").EnumerateArray())
            fragments.Add((f.GetProperty("offset").GetInt32(), f.GetProperty("byte").GetString()![0], f.GetProperty("length").GetInt32(), f.GetProperty("more").GetInt32() != 0));

        Assert.Equal(expected, Reassemble(fragments, policy, version));
        Assert.Equal(vector.GetProperty("len").GetInt32(), expected.Length);
    }

    private static string Reassemble(List<(int Offset, char Byte, int Length, bool More)> fragments, OverlapPolicy policy, int version)
    {
        using DefragmenterRig rig = new(new() { Policy = policy });
        FragmentSource source = new(version);
        byte[]? whole = null;
        foreach ((int offset, char letter, int length, bool more) in fragments)
        {
            Assert.Null(whole);
            whole = rig.Give(source.Fragment(offset, more, length, (byte)letter));
        }

        Assert.NotNull(whole);
        Assert.True(rig.Defragmenter.CompletedWithOverlap && rig.Defragmenter.CompletedWithConflict);
        return Encoding.ASCII.GetString(whole.AsSpan(source.HeaderLength));
    }

    private static IEnumerable<string> Names(string file)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Corpus.Path("vectors", file)));
        return [.. document.RootElement.GetProperty("vectors").EnumerateArray().Select(v => v.GetProperty("name").GetString()!)];
    }
}
