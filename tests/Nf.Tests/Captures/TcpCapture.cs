using System.Text.Json;
using Microboxes.Testing;

namespace Microboxes.Nf.Tests.Captures;

/// <summary>A TCP capture of the corpus and what its oracles say of it.</summary>
/// <param name="File">Its name, without folder.</param>
/// <param name="Category">agreed, kernel-truth, policy or robust.</param>
/// <param name="IsTelling">One of the small set that exercises most.</param>
internal sealed record TcpCapture(string File, string Category, bool IsTelling)
{
    private static readonly Lazy<IReadOnlyList<TcpCapture>> Manifest = new(ReadManifest);

    /// <summary>All of them; empty where the corpus is absent.</summary>
    internal static IReadOnlyList<TcpCapture> All => Manifest.Value;

    internal string Path => Corpus.Path("tcp", "pcap", File);

    /// <summary>True where the capture was taken before the network card computed checksums.</summary>
    internal bool HasOffloadedChecksums => Golden.RootElement.GetProperty("flows").EnumerateArray().Any(f => f.GetProperty("bad_tcp_checksums").GetInt32() > 0);

    /// <summary>The golden document.</summary>
    internal JsonDocument Golden => JsonDocument.Parse(System.IO.File.ReadAllBytes(Corpus.Path("tcp", "golden", File + ".json")));

    /// <summary>The golden flows.</summary>
    internal List<FlowText> Expected => [.. Golden.RootElement.GetProperty("flows").EnumerateArray().Select(FlowText.Of)];

    /// <summary>A capture by its name. Skips the test where the corpus is absent.</summary>
    internal static TcpCapture Of(string file)
    {
        Corpus.Path("tcp", "manifest.json");
        return All.Single(capture => capture.File == file);
    }

    /// <summary>Names of captures for a theory; one empty name where the corpus is absent, so that the skip is seen.</summary>
    internal static IEnumerable<string> Names(Func<TcpCapture, bool> which) => Corpus.Root == null ? [""] : All.Where(which).Select(capture => capture.File);

    private static List<TcpCapture> ReadManifest()
    {
        if (Corpus.Root == null) return [];
        using JsonDocument manifest = JsonDocument.Parse(System.IO.File.ReadAllBytes(Corpus.Path("tcp", "manifest.json")));
        return [.. manifest.RootElement.EnumerateArray().Select(entry => new TcpCapture(
            System.IO.Path.GetFileName(entry.GetProperty("file").GetString()!),
            entry.GetProperty("category").GetString()!,
            entry.GetProperty("core60").GetBoolean()))];
    }
}
