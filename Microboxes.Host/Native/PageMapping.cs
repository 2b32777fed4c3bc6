using System.Runtime.InteropServices;

namespace Microboxes.Host.Native;

/// <summary>Anonymous memory straight from the kernel, with a wish for huge pages.</summary>
internal static unsafe partial class PageMapping
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private const int AdviseHugePage = 14;
    private const int AdvisePopulateWrite = 23;
    private const nuint HugePage = 2 << 20;

    /// <summary>Zeroed memory, or null where it cannot be had this way.</summary>
    internal static byte* TryMap(nuint size)
    {
        if (!OperatingSystem.IsLinux()) return null;
        void* start = Map(null, size, ReadWrite, PrivateAnonymous, -1, 0);
        if ((nint)start == -1) return null;
        if (size >= HugePage) _ = Advise(start, size, AdviseHugePage);
        return (byte*)start;
    }

    /// <summary>Has the kernel make all pages now. Where it cannot (before Linux 5.14) they come into being when first touched.</summary>
    internal static void Populate(byte* start, nuint size) => _ = Advise(start, size, AdvisePopulateWrite);

    internal static void Unmap(byte* start, nuint size) => _ = Unmap((void*)start, size);

    [LibraryImport("libc", EntryPoint = "mmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void* Map(void* address, nuint size, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Advise(void* address, nuint size, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Unmap(void* address, nuint size);
}
