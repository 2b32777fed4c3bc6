using System.Runtime.InteropServices;

namespace Microboxes.Host.Native;

/// <summary>Pins threads to cores.</summary>
internal static unsafe partial class ThreadAffinity
{
    private const int CurrentThread = 0;
    private const int MaskBits = 1024;

    /// <summary>Pins the calling thread; where the kernel refuses (a container with fewer cores) it stays unpinned.</summary>
    /// <returns>True when the thread is pinned.</returns>
    internal static bool PinCurrentThread(int core)
    {
        if (!OperatingSystem.IsLinux() || core >= MaskBits) return false;
        ulong* mask = stackalloc ulong[MaskBits / 64];
        new Span<ulong>(mask, MaskBits / 64).Clear();
        mask[core / 64] = 1UL << (core % 64);
        return SchedSetAffinity(CurrentThread, MaskBits / 8, mask) == 0;
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SchedSetAffinity(int thread, nuint size, ulong* mask);
}
