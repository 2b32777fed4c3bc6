using Microboxes.Paper.Chains;
using Microboxes.Paper.Measurement;

namespace Microboxes.Paper.Latency;

/// <summary>A contender under a steady rate of arrivals.</summary>
internal sealed class LatencyContender(string name, OpenLoop arrivals, Departures departures, Contender contender) : IDisposable
{
    internal string Name => name;

    internal Contender Contender => contender;

    /// <summary>Nanoseconds, one figure of each repetition.</summary>
    internal Series Median { get; } = new();

    internal Series Percentile99 { get; } = new();

    internal Series Mean { get; } = new();

    /// <summary>Sends the workload once, all packets at a time.</summary>
    /// <returns>Nanoseconds per packet.</returns>
    internal double Flood()
    {
        arrivals.Nanoseconds = 0.001;
        departures.Begin();
        return contender.Pass();
    }

    /// <summary>Sends the workload once, with so much time between two packets.</summary>
    internal void Repeat(double nanosecondsBetween)
    {
        arrivals.Nanoseconds = nanosecondsBetween;
        departures.Begin();
        contender.Pass();
        ArraySegment<double> sorted = departures.Of(arrivals);
        Median.Add(sorted[sorted.Count / 2]);
        Percentile99.Add(sorted[(int)(sorted.Count * 0.99)]);
        Mean.Add(sorted.Average());
    }

    public void Dispose() => contender.Dispose();
}
