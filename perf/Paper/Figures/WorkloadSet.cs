using System.Globalization;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Figures;

/// <summary>The workloads of the paper: 4000 flows, objects of 64 bytes and 8 KB, made in memory; and recorded traces, where a folder of them is given.</summary>
internal sealed class WorkloadSet : IDisposable
{
    private readonly List<Workload> traces = [];

    internal WorkloadSet(Scale scale, string? folder)
    {
        Small = Make("64 B objects", scale.Flows, 64, scale.Requests64);
        Brief = Make("64 B objects, one each", scale.Flows / 4, 64, 1);
        Large = Make("8 KB objects", scale.Flows, 8192, scale.Requests8K);
        if (folder == null) return;
        if (!Directory.Exists(folder)) throw new BenchMistakeException($"'{folder}' is no folder: write --traces DIR, with a folder of .pcap files as the lab's gen_pcaps.sh records them.");
        foreach (string file in Directory.EnumerateFiles(folder, "*.pcap").Order(StringComparer.Ordinal).Where(IsWanted)) traces.Add(Workload.Record(file, scale.TracePackets));
        if (traces.Count == 0) throw new BenchMistakeException($"{folder} has none of {string.Join(", ", Recorded)}: record them with the lab's gen_pcaps.sh.");
    }

    // Connections per object and kept alive, as in the paper's tables.
    private static string[] Recorded { get; } = ["close64.pcap", "close8k.pcap", "ka64.pcap", "ka8k.pcap"];

    internal Workload Small { get; }

    /// <summary>For NFs that take a microsecond and more.</summary>
    internal Workload Brief { get; }

    internal Workload Large { get; }

    internal IReadOnlyList<Workload> Traces => traces;

    internal IEnumerable<Workload> All => [Small, Brief, Large, .. traces];

    public void Dispose()
    {
        foreach (Workload workload in All) workload.Dispose();
    }

    private static bool IsWanted(string file) => Recorded.Contains(Path.GetFileName(file));

    private static Workload Make(string name, int flows, int size, int requests) =>
        Workload.Generate(name, string.Create(CultureInfo.InvariantCulture, $"flows={flows},concurrent={flows},size={size},requests={requests}"));
}
