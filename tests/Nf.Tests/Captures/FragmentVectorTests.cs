using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microboxes.Plugins.Wire;
using Microboxes.Testing;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>
/// The IP overlap vectors of the corpus around a TCP segment: a first fragment brings its header, the vector's fragments its text. The segment's checksum is that of
/// the expected text, so any other text is dropped.
/// </summary>
public sealed class FragmentVectorTests
{
    private const int TcpHeader = 24;
    private const uint Isn = 5000;
    private static readonly byte[] FourNoOperations = [1, 1, 1, 1];

    public static TheoryData<string, int, int> Cases()
    {
        TheoryData<string, int, int> cases = [];
        foreach (string name in Corpus.Root == null ? [""] : Document().GetProperty("vectors").EnumerateArray().Select(vector => vector.GetProperty("name").GetString()!))
        {
            foreach (int version in new[] { 4, 6 })
            {
                cases.Add(name, version, 1);
                cases.Add(name, version, 2);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fragments_OfAVector_GiveTheExpectedStream(string name, int version, int stacks)
    {
        JsonElement vector = Document().GetProperty("vectors").EnumerateArray().Single(v => v.GetProperty("name").GetString() == name);
        byte[] text = Encoding.ASCII.GetBytes(vector.GetProperty("expected").GetString()!);
        PacketBuilder client = new() { Sequence = Isn };
        if (version == 6) client = client with { Source = IPAddress.Parse("2001:db8::1"), Destination = IPAddress.Parse("2001:db8::2") };
        List<byte[]> frames =
        [
            (client with { Flags = TcpFlags.Syn }).Tcp(),
            (client.Reversed with { Flags = TcpFlags.Syn | TcpFlags.Ack, Sequence = 7000, Acknowledgment = Isn + 1 }).Tcp(),
        ];
        client = client with { Sequence = Isn + 1, Acknowledgment = 7001, Options = FourNoOperations, Payload = text };
        frames.Add(Fragment(client, client.TcpMessage()[..TcpHeader], 0, true));
        foreach (JsonElement f in Document().GetProperty("fragments_in_order").EnumerateArray())
        {
            byte[] letters = new byte[f.GetProperty("length").GetInt32()];
            letters.AsSpan().Fill((byte)f.GetProperty("byte").GetString()![0]);
            frames.Add(Fragment(client, letters, TcpHeader + f.GetProperty("offset").GetInt32(), f.GetProperty("more").GetInt32() != 0));
        }

        DigestResult result = PlaneRun.Digest(FrameDevice.Open(frames.Select((bytes, i) => new Frame(bytes, 1_700_000_000_000_000_000 + (i * 1000L)))), options =>
        {
            options.Stacks.FragmentOverlap = vector.GetProperty("policy").GetString()!.Replace('_', '-').ToLowerInvariant();
            options.Stacks.Count = stacks;
        });
        Assert.StartsWith($"{text.Length} bytes {Convert.ToHexStringLower(SHA256.HashData(text))} gaps ;", Assert.Single(result.Flows).Streams, StringComparison.Ordinal);
        Assert.Equal($"fragment_merged:{frames.Count - 3}", result.Drops);
    }

    private static byte[] Fragment(PacketBuilder builder, byte[] content, int offset, bool more)
    {
        if (builder.Source.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            byte[] header = new byte[8];
            header[0] = (byte)IpProtocol.Tcp;
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(offset | (more ? 1 : 0)));
            header[7] = 77;
            return builder.Frame((IpProtocol)44, [.. header, .. content]);
        }

        byte[] bytes = builder.Frame(IpProtocol.Tcp, content);
        FrameLayout layout = FrameLayout.Of(new(bytes, 0))!;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(layout.Network + 4), 77);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(layout.Network + 6), (ushort)(offset / 8 | (more ? 0x2000 : 0)));
        Fragmentation.SetLength(bytes, layout);
        return bytes;
    }

    private static JsonElement Document() => JsonDocument.Parse(File.ReadAllBytes(Corpus.Path("vectors", "ip_defrag_policies.json"))).RootElement;
}
