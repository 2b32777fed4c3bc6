using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Microboxes.Paper.Functions;

/// <summary>Multiplications that wait for each other: the same time wherever the data lie.</summary>
internal static class Computation
{
    /// <summary>How many steps take a microsecond here.</summary>
    internal static int StepsPerMicrosecond { get; } = Calibrate();

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ulong Run(ulong value, int steps)
    {
        for (int i = 0; i < steps; i++) value = (value * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407;
        return value;
    }

    // The best of many short runs: what else runs on the machine only makes them longer.
    private static int Calibrate()
    {
        const int Steps = 2000;
        const int Runs = 20_000;
        long best = long.MaxValue;
        ulong sum = 0;
        for (int i = 0; i < Runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            sum += Run(sum, Steps);
            best = Math.Min(best, Stopwatch.GetTimestamp() - start);
        }

        return Math.Max(1, (int)(Steps / (best * 1e6 / Stopwatch.Frequency)));
    }
}
