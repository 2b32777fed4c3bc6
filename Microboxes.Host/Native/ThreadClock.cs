using System.Runtime.InteropServices;

namespace Microboxes.Host.Native;

/// <summary>The time a thread was on a core: what it took itself, whoever else wanted the core meanwhile.</summary>
internal static partial class ThreadClock
{
    private const int OfThisThread = 3;
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>This thread's time so far, in nanoseconds.</summary>
    internal static long Nanoseconds => GetTime(OfThisThread, out Time time) == 0 ? (time.Seconds * NanosecondsPerSecond) + time.Nanoseconds : 0;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
