using System.Globalization;
using System.Text.RegularExpressions;
using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.PathCost;

/// <summary>The C loop of the lab: parse, look up in a hash table, update a record; 32 packets at a time, with prefetching.</summary>
internal sealed partial class PlainLoop(string program, int flows)
{
    private const string FrameLength = "64";

    internal int Flows => flows;

    /// <summary>Best pass of each repetition, in nanoseconds per packet.</summary>
    internal Series Best { get; } = new();

    internal void Repeat()
    {
        string output = Child.Output(program, flows.ToString(CultureInfo.InvariantCulture), FrameLength);
        Best.Add(double.Parse(Batched().Match(output).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"batch32\+prefetch ([\d.]+) ns")]
    private static partial Regex Batched();
}
