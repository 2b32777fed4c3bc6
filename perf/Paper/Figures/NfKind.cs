using Microboxes.Paper.Functions;

namespace Microboxes.Paper.Figures;

/// <summary>A kind of NF, and how to make one.</summary>
/// <param name="Name">As tables name it.</param>
/// <param name="New">Makes one.</param>
internal sealed record NfKind(string Name, Func<ChainFunction> New)
{
    internal static NfKind Packets { get; } = new("packets", () => new PacketCounter());

    internal static NfKind Streams { get; } = new("streams", () => new StreamCounter());

    internal static NfKind Both { get; } = new("packets and streams", () => new PacketAndStreamCounter());

    internal static NfKind Fields { get; } = new("packets, generated loop", () => new FieldCounter());

    internal static NfKind Headers { get; } = new("headers", () => new HeaderCounter());

    internal static NfKind Hash { get; } = new("hash of streams", () => new PayloadHash());

    internal static NfKind Busy { get; } = new("1 µs", () => new BusyFunction());

    /// <summary>A stack that copies every stream into a buffer of its own for its NF, as mOS does.</summary>
    internal static NfKind CopiedStreams { get; } = new("streams, copied", () => new StreamCounter(16_384));

    /// <summary>A chain of them.</summary>
    internal ChainFunction[] Chain(int length) => [.. Enumerable.Range(0, length).Select(_ => New())];
}
