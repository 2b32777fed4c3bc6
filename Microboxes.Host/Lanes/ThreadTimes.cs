using System.Diagnostics;
using System.Globalization;
using System.Runtime;

namespace Microboxes.Host.Lanes;

/// <summary>What a thread did with its time, as the kernel and the runtime know it.</summary>
internal readonly record struct ThreadTimes
{
    private const int OnCoreField = 0;
    private const int RunDelayField = 1;

    private TimeSpan Wall { get; init; }

    private TimeSpan OnCore { get; init; }

    private TimeSpan RunDelay { get; init; }

    // The garbage collector's and the compiler's work is done for the code, but not by it.
    private TimeSpan OfRuntime { get; init; }

    private bool WantsCore { get; init; }

    /// <summary>
    /// Time that the code itself took since an earlier reading: on a core if it wants one, for it may have to wait for that, and all of it if it sleeps.
    /// </summary>
    internal TimeSpan OwnSince(ThreadTimes earlier)
    {
        TimeSpan passed = WantsCore ? OnCore - earlier.OnCore : Wall - earlier.Wall - (RunDelay - earlier.RunDelay);
        TimeSpan own = passed - (OfRuntime - earlier.OfRuntime);
        return own > TimeSpan.Zero ? own : TimeSpan.Zero;
    }

    /// <summary>Reads a thread's times.</summary>
    /// <param name="thread">The operating system's number of the thread.</param>
    internal static ThreadTimes Of(int thread)
    {
        ThreadTimes times = new() { Wall = Stopwatch.GetElapsedTime(0), OfRuntime = GC.GetTotalPauseDuration() + JitInfo.GetCompilationTime() };
        try
        {
            // proc(5): nanoseconds on a core, nanoseconds waiting for one, turns; and the letter behind the name in parentheses.
            string[] fields = File.ReadAllText($"/proc/self/task/{thread}/schedstat").Split(' ');
            string stat = File.ReadAllText($"/proc/self/task/{thread}/stat");
            return times with
            {
                OnCore = Nanoseconds(fields[OnCoreField]),
                RunDelay = Nanoseconds(fields[RunDelayField]),
                WantsCore = stat[stat.LastIndexOf(')') + 2] == 'R',
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            // A kernel that does not say is taken to have cores enough.
            return times;
        }
    }

    private static TimeSpan Nanoseconds(string text) => TimeSpan.FromMicroseconds(long.Parse(text, CultureInfo.InvariantCulture) / 1000);
}
