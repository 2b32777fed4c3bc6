using System.Diagnostics;
using Microboxes.Host.Lanes;
using Microboxes.Paper.Workloads;

namespace Microboxes.Paper.Latency;

/// <summary>
/// Lets packets through one by one at a steady rate, whether or not those before them have left: a slow contender's packets wait, and the waiting counts. It is
/// a duty cycle of its lane, which reads the clock once a round, as receiving does.
/// </summary>
internal sealed class OpenLoop : PassGate, IDutyCycle
{
    private long before;
    private long start;
    private long due;
    private double ticksPerPacket = 1;

    public string Name => "arrivals";

    public bool IsComplete => true;

    public override long Released => due;

    /// <summary>Time between two packets.</summary>
    internal double Nanoseconds
    {
        get => ticksPerPacket * 1e9 / Stopwatch.Frequency;
        set => ticksPerPacket = value / 1e9 * Stopwatch.Frequency;
    }

    internal override void Open(long packets)
    {
        before = Target;
        start = Stopwatch.GetTimestamp();
        base.Open(packets);
    }

    /// <summary>When a packet of this pass arrived, in the clock's ticks.</summary>
    internal double ArrivalOf(long packet) => start + ((packet - before + 1) * ticksPerPacket);

    // Never idle before the last packet: a lane that yields would add its own time.
    public int DoWork(int budget)
    {
        long target = Target;
        if (due == target) return 0;
        due = Math.Min(target, before + (long)((Stopwatch.GetTimestamp() - start) / ticksPerPacket));
        return 1;
    }
}
