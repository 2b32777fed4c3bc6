using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microboxes.Plugins.Functions;

/// <summary>Structs as the bytes that one version of an NF hands over to the next.</summary>
public static class HandedState
{
    /// <summary>Appends a struct.</summary>
    public static void Append<T>(this IBufferWriter<byte> state, in T value)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(state);
        int size = Unsafe.SizeOf<T>();
        MemoryMarshal.Write(state.GetSpan(size), in value);
        state.Advance(size);
    }

    /// <summary>Takes the struct at the beginning and goes on behind it; false where there are too few bytes for one.</summary>
    public static bool TryTake<T>(this ref ReadOnlySpan<byte> state, out T value)
        where T : unmanaged
    {
        if (!MemoryMarshal.TryRead(state, out value)) return false;
        state = state[Unsafe.SizeOf<T>()..];
        return true;
    }
}
