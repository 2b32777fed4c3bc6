using System.Runtime.InteropServices;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>What an NF instance and its adapter shared about a ring. Freed when no thread is in the instance any more.</summary>
/// <param name="context">The context.</param>
/// <param name="verdicts">Its verdicts; null where they are another context's.</param>
internal sealed unsafe class RetiredMemory(NfContext* context, byte* verdicts) : IDisposable
{
    public void Dispose()
    {
        NativeMemory.AlignedFree(verdicts);
        NativeMemory.AlignedFree(context);
    }
}
