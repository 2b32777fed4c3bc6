using System.Security.Cryptography;
using System.Text.Json;
using Microboxes.Host.Observability;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Network.Fragments;

/// <summary>Captures of the corpus with fragments: the datagrams tshark puts together, and the packets PcapPlusPlus expects.</summary>
public sealed class IpfragGoldenTests
{
    private const int LongestLegal = 65535;

    public static TheoryData<string> Goldens() => [.. Corpus.Files("ipfrag/golden", "*.json").Select(Path.GetFileName).Cast<string>()];

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Capture_DefragmentedWithDefaults_GivesTsharksDatagramsOfLegalLength(string golden)
    {
        using JsonDocument document = Read(golden);
        List<Reassembled> expected = [.. Expected(document).Where(d => d.Length <= LongestLegal)];
        using CaptureWalk walk = new(Corpus.Path("ipfrag", document.RootElement.GetProperty("file").GetString()!));
        Assert.Equal(expected, [.. walk.Datagrams.Where(d => !d.IsAtomic).Select(Describe)]);
        Assert.Equal(document.RootElement.GetProperty("frames").GetInt32(), walk.Frames);
    }

    /// <summary>
    /// tshark shows a datagram whose length no header can tell (66928 bytes behind an IPv6 header). RFC 8200 4.5 has a receiver discard the fragment that goes
    /// beyond 65535 and answer with a Parameter Problem, which the capture shows the next moment, and Suricata's check of this capture expects "packet size too large".
    /// </summary>
    [Theory]
    [MemberData(nameof(Goldens))]
    public void Capture_WhoseDatagramTsharkMakesLongerThan65535_LosesTheFragmentBeyondAsReceiversDo(string golden)
    {
        using JsonDocument document = Read(golden);
        int oversized = Expected(document).Count(d => d.Length > LongestLegal);
        using CaptureWalk walk = new(Corpus.Path("ipfrag", document.RootElement.GetProperty("file").GetString()!));
        Assert.All(walk.Datagrams, d => Assert.True(d.Bytes.Length - (d.Bytes[0] >> 4 == 6 ? 40 : 0) <= LongestLegal));
        if (oversized == 0) return;
        Assert.Equal(oversized, walk.Drops[DropReason.FragmentInvalid]);
        Assert.Equal(walk.Fragments - oversized, walk.Drops[DropReason.FragmentIncomplete]);
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Capture_WithPacketsThatPcapPlusPlusExpects_GivesTheirVeryBytes(string golden)
    {
        using JsonDocument document = Read(golden);
        using CaptureWalk walk = new(Corpus.Path("ipfrag", document.RootElement.GetProperty("file").GetString()!));
        if (!document.RootElement.TryGetProperty("pcapplusplus_expected", out JsonElement files)) return;
        foreach (JsonProperty file in files.EnumerateObject())
        {
            byte[] frame = Convert.FromHexString(file.Value.GetString()!);
            Assert.True(FragmentWalk.TryFindIp(frame, out int network, out _, out _));
            Assert.Contains(walk.Datagrams, d => frame.AsSpan(network).StartsWith(d.Bytes));
        }
    }

    /// <summary>Captures of TCP in fragments whose every fragment belongs to a datagram that is complete.</summary>
    [Theory]
    [InlineData("kernel__ipfrag-inorder.pcap")]
    [InlineData("kernel__ipfrag-reverse.pcap")]
    [InlineData("suricata-verify__bug-6887-defrag-eth-vlan-ipv4-tcp-syn_frag-eth-vlan-ip-tcp-syn.pcap")]
    [InlineData("suricata-verify__bug-6887-defrag-ipv4-tcp-syn_frag-ip-tcp-syn.pcap")]
    public void Capture_OfTcpInFragments_IsCompletedWithoutRemainder(string file)
    {
        using CaptureWalk walk = new(Corpus.Path("tcp", "pcap", file));
        Assert.NotEmpty(walk.Datagrams);
        Assert.Equal(walk.Fragments - walk.Datagrams.Count, walk.Drops.Total);
        Assert.Equal(walk.Drops.Total, walk.Drops[DropReason.FragmentMerged]);
        Assert.All(walk.Datagrams, d => Assert.Equal(0, FragmentSource.Checksum(d.Bytes.AsSpan(0, (d.Bytes[0] & 15) * 4))));
    }

    private sealed record Reassembled(long Frame, int Version, int Length, string Hash, bool Overlap, bool Conflict);

    private static JsonDocument Read(string golden) => JsonDocument.Parse(File.ReadAllText(Corpus.Path("ipfrag", "golden", golden)));

    private static IEnumerable<Reassembled> Expected(JsonDocument document) =>
        document.RootElement.GetProperty("reassembled").EnumerateArray().Select(d => new Reassembled(
            d.GetProperty("frame").GetInt64(), d.GetProperty("ip").GetInt32(), d.GetProperty("length").GetInt32(), d.GetProperty("sha256").GetString()!,
            d.GetProperty("overlap").GetBoolean(), d.GetProperty("overlap_conflict").GetBoolean()));

    private static Reassembled Describe(CaptureWalk.Datagram datagram)
    {
        ReadOnlySpan<byte> payload = datagram.Bytes.AsSpan(datagram.HeaderLength);
        return new(datagram.Frame, datagram.Bytes[0] >> 4, payload.Length, Convert.ToHexStringLower(SHA256.HashData(payload)), datagram.Overlap, datagram.Conflict);
    }
}
