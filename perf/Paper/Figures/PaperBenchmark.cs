using Microboxes.Paper.Measurement;
using Microboxes.Paper.Reports;

namespace Microboxes.Paper.Figures;

/// <summary>bench paper: the paper's figures about stacks and events.</summary>
internal static class PaperBenchmark
{
    private const string All = "all";

    private static readonly Dictionary<string, Func<WorkloadSet, Scale, Report>> Known = new()
    {
        ["fig1"] = Figure1.Run,
        ["fig2"] = Figure2.Run,
        ["fig6"] = Figure6.Run,
        ["fig7a"] = Figure7a.Run,
        ["fig7b"] = Figure7b.Run,
        ["snapshot"] = SnapshotFigure.Run,
    };

    internal static IEnumerable<Report> Run(BenchArguments arguments)
    {
        string figure = arguments.Subject ?? All;
        if (figure != All && !Known.ContainsKey(figure))
            throw new BenchMistakeException($"'{figure}' is no figure that is measured here: write {string.Join(", ", Known.Keys)} or all.");
        Scale scale = arguments.Repetitions > 0 ? Scale.Full with { Repetitions = arguments.Repetitions } : Scale.Full;
        return Run(figure == All ? Known.Keys : [figure], scale, arguments.Traces);
    }

    /// <summary>All figures, with next to no traffic: whether they still work.</summary>
    internal static IEnumerable<Report> Smoke() => Run(Known.Keys, Scale.Smoke, null);

    private static IEnumerable<Report> Run(IEnumerable<string> figures, Scale scale, string? traces)
    {
        Pinning.Pin(Pinning.MainCore);
        using WorkloadSet workloads = new(scale, traces);
        foreach (string figure in figures) yield return Known[figure](workloads, scale);
    }
}
