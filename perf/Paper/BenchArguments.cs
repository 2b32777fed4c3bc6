using System.Globalization;

namespace Microboxes.Paper;

/// <summary>What follows perf/bench: a verb, what it works on, and options.</summary>
/// <param name="Verb">Which benchmark.</param>
/// <param name="Subject">The folder or file it works on, or null.</param>
/// <param name="Json">Print JSON instead of a table.</param>
/// <param name="Repetitions">Interleaved repetitions, or 0 for the benchmark's own number.</param>
/// <param name="Only">Rows or files whose names contain this; null for all.</param>
/// <param name="Traces">A folder of recorded traces to use beside what is made in memory, or null.</param>
internal sealed record BenchArguments(string Verb, string? Subject, bool Json, int Repetitions, string? Only, string? Traces)
{
    internal static BenchArguments Parse(string[] arguments)
    {
        List<string> plain = [];
        bool json = false;
        int repetitions = 0;
        string? only = null;
        string? traces = null;
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--json": json = true; break;
                case "--repetitions": repetitions = Number(Next(arguments, ref i)); break;
                case "--only": only = Next(arguments, ref i); break;
                case "--traces": traces = Next(arguments, ref i); break;
                case ['-', ..]: throw new BenchMistakeException($"{arguments[i]} is unknown: the options are --json, --repetitions N, --only NAME and --traces DIR.");
                default: plain.Add(arguments[i]); break;
            }
        }

        if (plain.Count is 0 or > 2) throw new BenchMistakeException("a benchmark is missing, or there is too much: write paper, ops, path, traces DIR, processes FILE, memory or smoke.");
        return new(plain[0], plain.ElementAtOrDefault(1), json, repetitions, only, traces);
    }

    /// <summary>Whether a row or file of this name is wanted.</summary>
    internal bool Wants(string name) => Only == null || name.Contains(Only, StringComparison.Ordinal);

    private static string Next(string[] arguments, ref int i) =>
        ++i < arguments.Length ? arguments[i] : throw new BenchMistakeException($"{arguments[i - 1]} lacks its value.");

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
        ? number
        : throw new BenchMistakeException($"--repetitions is '{text}': write a whole number from 1 on.");
}
