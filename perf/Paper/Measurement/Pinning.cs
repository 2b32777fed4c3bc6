using System.Runtime.InteropServices;
using Microboxes.Host.Native;

namespace Microboxes.Paper.Measurement;

/// <summary>Where measuring threads run, and that other programs seldom interrupt them.</summary>
internal static partial class Pinning
{
    private const int Process = 0;
    private const int Nice = -15;

    /// <summary>The core of measurements on one thread.</summary>
    internal static int MainCore => Environment.ProcessorCount - 1;

    /// <summary>The other cores of measurements on several.</summary>
    internal static int SideCore(int number) => Math.Max(0, Environment.ProcessorCount - 2 - number);

    /// <summary>True when this thread goes before others; where that is not allowed, measurements are only noisier.</summary>
    internal static bool IsPreferred { get; private set; }

    internal static void Pin(int core)
    {
        ThreadAffinity.PinCurrentThread(core);
        if (OperatingSystem.IsLinux()) IsPreferred = SetPriority(Process, 0, Nice) == 0;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, int who, int priority);
}
