using System.Security.Cryptography;
using System.Text.Json;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>Captures with fragments, through the whole plane: NFs see the datagrams that tshark puts together.</summary>
public sealed class FragmentCaptureTests
{
    private const int LongestLegal = 65535;

    public static TheoryData<string, int> Cases()
    {
        TheoryData<string, int> cases = [];
        foreach (string file in Corpus.Files("ipfrag/golden", "*.json").Select(path => Path.GetFileName(path)))
        {
            cases.Add(file, 1);
            cases.Add(file, 3);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Capture_WithFragments_ShowsNfsTsharksDatagrams(string golden, int stacks)
    {
        JsonElement document = JsonDocument.Parse(File.ReadAllBytes(Corpus.Path("ipfrag", "golden", golden))).RootElement;
        string path = Corpus.Path("ipfrag", document.GetProperty("file").GetString()!);
        DigestResult result = PlaneRun.Into(typeof(PacketRecorder), Host.Devices.PcapDevice.Open(path), options =>
        {
            options.Stacks.Count = stacks;
            options.Stacks.VerifyChecksums = false;
        });
        Assert.Equal(document.GetProperty("frames").GetInt64(), result.Report.Packets);
        foreach (JsonElement datagram in document.GetProperty("reassembled").EnumerateArray())
        {
            int length = datagram.GetProperty("length").GetInt32();
            // No header can tell such a length, and receivers discard the fragment beyond (RFC 8200 §4.5).
            if (length > LongestLegal) continue;
            string shown = result.Records.Single(record => record.StartsWith($"{datagram.GetProperty("frame").GetInt64() - 1} ", StringComparison.Ordinal));
            byte[] bytes = Convert.FromHexString(shown[(shown.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            Assert.Equal(datagram.GetProperty("ip").GetInt32(), bytes[0] >> 4);
            Assert.Equal(datagram.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(bytes.Length - length))));
        }
    }
}
