using System.Runtime.InteropServices;

namespace Microboxes.Host.Native;

/// <summary>While it lives, what this process and its children write to standard output goes to standard error.</summary>
internal sealed partial class StandardOutputAside : IDisposable
{
    private const int Output = 1;
    private const int Error = 2;
    private readonly int kept;

    internal StandardOutputAside()
    {
        kept = Duplicate(Output);
        Replace(Error, Output);
    }

    public void Dispose()
    {
        if (kept < 0) return;
        Replace(kept, Output);
        Close(kept);
    }

    [LibraryImport("libc", EntryPoint = "dup", SetLastError = true)]
    private static partial int Duplicate(int descriptor);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Replace(int by, int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
