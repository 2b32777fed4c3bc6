using System.Runtime.InteropServices;
using Microboxes.Host.Native;

namespace Microboxes.Host.Memory;

/// <summary>
/// A large block of zeroed native memory, on huge pages where the kernel has them: at 1 M flows a 4 KiB page table costs a TLB miss per packet.
/// Pages come into being when first touched, or by <see cref="Populate"/>.
/// </summary>
internal sealed unsafe class NativeRegion : IDisposable
{
    private readonly nuint size;
    private readonly bool mapped;

    internal NativeRegion(long bytes)
    {
        size = (nuint)bytes;
        Start = PageMapping.TryMap(size);
        mapped = Start != null;
        if (!mapped)
        {
            Start = (byte*)NativeMemory.AlignedAlloc(size, 64);
            NativeMemory.Clear(Start, size);
        }
    }

    /// <summary>First byte, aligned to a cache line.</summary>
    internal byte* Start { get; private set; }

    /// <summary>Copies everything to a region of the same size.</summary>
    internal void CopyTo(NativeRegion other) => Buffer.MemoryCopy(Start, other.Start, other.size, size);

    /// <summary>Makes all pages now, so that no packet waits for one.</summary>
    internal void Populate()
    {
        if (mapped) PageMapping.Populate(Start, size);
    }

    public void Dispose()
    {
        if (Start == null) return;
        if (mapped) PageMapping.Unmap(Start, size);
        else NativeMemory.AlignedFree(Start);
        Start = null;
    }
}
