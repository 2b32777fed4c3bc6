using Microboxes.Host.Devices;
using Microboxes.Testing;
using Microboxes.Testing.Packets;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>A seed of a packet fuzzer: one Ethernet frame, or a run of IP packets each behind a mark.</summary>
internal static class FuzzSeed
{
    private static readonly string[] Folders = ["fuzz/smoltcp", "fuzz/zeek_packet"];
    private static readonly byte[] Mark = [1, (byte)'P', (byte)'K', (byte)'T'];

    /// <summary>Names for a theory; one empty name where the corpus is absent.</summary>
    internal static IEnumerable<string> Names() => Corpus.Root == null
        ? [""]
        : Folders.SelectMany(folder => Corpus.Files(folder, "*")).Select(path => Path.GetRelativePath(Corpus.Root, path));

    /// <summary>The seed's packets.</summary>
    internal static List<Frame> Read(string name)
    {
        byte[] bytes = File.ReadAllBytes(Corpus.Path(name));
        if (!bytes.AsSpan().StartsWith(Mark)) return [new(bytes, 0)];
        List<Frame> frames = [];
        for (int at = 0; at < bytes.Length;)
        {
            int next = bytes.AsSpan(at + Mark.Length).IndexOf(Mark);
            int end = next < 0 ? bytes.Length : at + Mark.Length + next;
            // Behind the mark, a byte says which end sent the packet.
            frames.Add(new(bytes[Math.Min(at + Mark.Length + 1, end)..end], frames.Count, LinkLayer.RawIp));
            at = end;
        }

        return frames;
    }
}
