using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Host.Rings;

/// <summary>
/// A counter that one thread advances and others follow, alone on its cache lines: two on each side, because the prefetcher fetches lines in pairs.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal sealed class Sequence
{
    /// <summary>Before the first slot.</summary>
    internal const long Initial = -1;

    [FieldOffset(120)]
    private long value = Initial;

    /// <summary>The last slot done; everything its writer did before is visible to who reads it.</summary>
    internal long Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Volatile.Read(ref value);
    }

    /// <summary>Makes everything up to and including <paramref name="sequence"/> visible.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Publish(long sequence) => Volatile.Write(ref value, sequence);
}
