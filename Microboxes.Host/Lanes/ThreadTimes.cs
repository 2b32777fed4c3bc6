using System.Diagnostics;
using System.Globalization;

namespace Microboxes.Host.Lanes;

/// <summary>
/// How long a thread was held up by others than the code it runs: waiting for a core, for the garbage collector, for the compiler.
/// </summary>
/// <param name="Wall">The clock.</param>
/// <param name="HeldUp">How much of it was not the code's own.</param>
internal readonly record struct ThreadTimes(TimeSpan Wall, TimeSpan HeldUp)
{
    private const int RunDelayField = 1;

    /// <summary>Time that the code itself took since an earlier reading.</summary>
    internal TimeSpan OwnSince(ThreadTimes earlier) => Wall - earlier.Wall - (HeldUp - earlier.HeldUp);

    /// <summary>Reads a thread's times.</summary>
    /// <param name="thread">The operating system's number of the thread.</param>
    internal static ThreadTimes Of(int thread) => new(
        Stopwatch.GetElapsedTime(0),
        RunDelay(thread) + GC.GetTotalPauseDuration() + System.Runtime.JitInfo.GetCompilationTime());

    // Nanoseconds on a core, nanoseconds waiting for one, turns: proc(5). A kernel that does not say is taken to have cores enough.
    private static TimeSpan RunDelay(int thread)
    {
        try
        {
            string[] fields = File.ReadAllText($"/proc/self/task/{thread}/schedstat").Split(' ');
            return TimeSpan.FromMicroseconds(long.Parse(fields[RunDelayField], CultureInfo.InvariantCulture) / 1000);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return TimeSpan.Zero;
        }
    }
}
