using System.Diagnostics;
using Microboxes.Host.Lanes;
using Microboxes.Paper.Measurement;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Latency;

/// <summary>Notes how many packets were finalised by when, once a round, and afterwards how long each was under way.</summary>
/// <param name="left">What counts packets out.</param>
/// <param name="most">Packets of a pass.</param>
internal sealed class Departures(IRelease left, long most) : IDutyCycle
{
    // Until caches are warm and the rate is steady.
    private const int WarmUpShare = 8;

    private readonly long[] counts = new long[most + 1];
    private readonly long[] times = new long[most + 1];
    private readonly double[] latencies = new double[most];
    private int records;
    private long seen;
    private long first;

    public string Name => "departures";

    public bool IsComplete => true;

    internal void Begin()
    {
        records = 0;
        first = seen;
    }

    public int DoWork(int budget)
    {
        long now = left.Released;
        if (now == seen) return 0;
        counts[records] = now;
        times[records++] = Stopwatch.GetTimestamp();
        seen = now;
        return 1;
    }

    /// <summary>Nanoseconds from arrival to departure, of every packet behind the warm-up.</summary>
    internal ArraySegment<double> Of(OpenLoop arrivals)
    {
        double nanosecondsPerTick = 1e9 / Stopwatch.Frequency;
        long packet = first;
        int taken = 0;
        for (int i = 0; i < records; i++)
        {
            for (; packet < counts[i]; packet++)
            {
                if (packet - first >= most / WarmUpShare) latencies[taken++] = (times[i] - arrivals.ArrivalOf(packet)) * nanosecondsPerTick;
            }
        }

        ArraySegment<double> all = new(latencies, 0, taken);
        all.AsSpan().Sort();
        return all;
    }
}
