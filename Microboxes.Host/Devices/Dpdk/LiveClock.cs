using System.Diagnostics;

namespace Microboxes.Host.Devices.Dpdk;

/// <summary>Wall-clock time in nanoseconds that never runs backwards: read once per burst (a read costs 24–58 ns).</summary>
internal sealed class LiveClock
{
    private const long TicksToNanoseconds = 100;
    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;
    private readonly long start = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * TicksToNanoseconds;
    private readonly long ticksAtStart = Stopwatch.GetTimestamp();

    /// <summary>Nanoseconds since 1970-01-01 UTC.</summary>
    internal long Now => start + (long)((Stopwatch.GetTimestamp() - ticksAtStart) * NanosecondsPerTick);
}
