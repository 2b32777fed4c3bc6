namespace Microboxes.Paper.Latency;

/// <summary>What a contender can take at most.</summary>
internal static class Capacity
{
    /// <returns>Nanoseconds per packet when packets never make it wait: best of some passes.</returns>
    internal static double Of(LatencyContender contender, int passes)
    {
        double best = double.MaxValue;
        for (int i = 0; i <= passes; i++) best = Math.Min(best, contender.Flood());
        return best;
    }
}
