using System.Runtime.InteropServices;

namespace Microboxes.Nf.Digest;

/// <summary>SHA-256 by libcrypto, whose assembler uses the processor's SHA or AVX2 instructions, else by <see cref="ManagedSha256"/>.</summary>
internal sealed unsafe class Sha256
{
    private readonly delegate* unmanaged<Sha256State*, byte*, nuint, int> update;
    private readonly delegate* unmanaged<byte*, Sha256State*, int> final;

    private Sha256(nint update, nint final)
    {
        this.update = (delegate* unmanaged<Sha256State*, byte*, nuint, int>)update;
        this.final = (delegate* unmanaged<byte*, Sha256State*, int>)final;
    }

    internal static Sha256 Managed { get; } = new(0, 0);

    internal bool IsNative => update != null;

    /// <summary>The fastest implementation this machine has.</summary>
    internal static Sha256 Fastest() =>
        NativeLibrary.TryLoad("libcrypto.so.3", out nint library)
        && NativeLibrary.TryGetExport(library, "SHA256_Update", out nint update)
        && NativeLibrary.TryGetExport(library, "SHA256_Final", out nint final)
            ? new(update, final)
            : Managed;

    internal void Update(Sha256State* state, ReadOnlySpan<byte> bytes)
    {
        if (update == null)
        {
            ManagedSha256.Update(state, bytes);
            return;
        }

        fixed (byte* first = bytes) _ = update(state, first, (nuint)bytes.Length);
    }

    internal void Final(Sha256State* state, Span<byte> result)
    {
        if (final == null)
        {
            ManagedSha256.Final(state, result);
            return;
        }

        fixed (byte* first = result) _ = final(first, state);
    }
}
