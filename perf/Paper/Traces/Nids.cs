using System.Globalization;
using System.Text.RegularExpressions;
using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.Traces;

/// <summary>libnids reassembling a trace that lies in memory, on one core, with a callback that touches every byte.</summary>
internal sealed partial class Nids(string program, string trace)
{
    private const string Touch = "1";

    /// <summary>Nanoseconds per packet.</summary>
    internal Series Times { get; } = new();

    internal long Bytes { get; private set; }

    internal long Connections { get; private set; }

    internal void Repeat()
    {
        Match result = Result().Match(Child.Output(program, trace, Touch));
        Times.Add(double.Parse(result.Groups[1].Value, CultureInfo.InvariantCulture));
        Connections = long.Parse(result.Groups[2].Value, CultureInfo.InvariantCulture);
        Bytes = long.Parse(result.Groups[3].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@" ([\d.]+) ns/pkt .* conns (\d+) .* stream-bytes (\d+)")]
    private static partial Regex Result();
}
