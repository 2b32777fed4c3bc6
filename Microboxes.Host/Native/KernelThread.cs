using System.Runtime.InteropServices;

namespace Microboxes.Host.Native;

/// <summary>A thread's number, and how it shares its core with others.</summary>
internal static partial class KernelThread
{
    private const int OneThread = 0;

    /// <summary>The operating system's number of the calling thread; 0 where it has none.</summary>
    internal static int CurrentThread => OperatingSystem.IsLinux() ? GetTid() : 0;

    /// <summary>Sets how nice a thread is to others: 0 is usual, 19 the nicest. Where the kernel refuses, all stays as it is.</summary>
    internal static void SetNice(int thread, int nice)
    {
        if (OperatingSystem.IsLinux()) _ = SetPriority(OneThread, thread, nice);
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTid();

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, int who, int nice);
}
