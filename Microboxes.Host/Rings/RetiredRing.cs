using System.Runtime.InteropServices;

namespace Microboxes.Host.Rings;

/// <summary>Memory that was a ring's. Whoever disposes it knows that nobody reads or writes there any more.</summary>
internal sealed unsafe class RetiredRing(nint slots, nint masks) : IDisposable
{
    public void Dispose()
    {
        NativeMemory.AlignedFree((void*)slots);
        NativeMemory.AlignedFree((void*)masks);
    }
}
