using System.Runtime.InteropServices;

namespace Microboxes.Host.Native.Dpdk;

/// <summary>Compares where C# looks for a buffer's fields with where the C compiler put them.</summary>
internal static unsafe class MbufLayout
{
    private const int ShimVersion = 3;
    internal const int Headroom = 128;

    /// <summary>What the shim has to say, in its order.</summary>
    internal static IReadOnlyList<int> Expected { get; } =
    [
        ShimVersion, sizeof(Mbuf), Offset(nameof(Mbuf.buffer)), Offset(nameof(Mbuf.dataOffset)), Offset(nameof(Mbuf.references)), Offset(nameof(Mbuf.segments)),
        Offset(nameof(Mbuf.port)), Offset(nameof(Mbuf.flags)), Offset(nameof(Mbuf.packetLength)), Offset(nameof(Mbuf.dataLength)), Offset(nameof(Mbuf.bufferLength)),
        Offset(nameof(Mbuf.next)), Offset(nameof(Mbuf.tag)), Headroom, (int)Mbuf.TagStripped,
    ];

    /// <exception cref="DpdkException">Another DPDK, or a shim of another build.</exception>
    internal static void Check()
    {
        int[] found = OfShim();
        if (!found.SequenceEqual(Expected))
            throw new DpdkException("The part of Microboxes that calls DPDK was built for other buffers than this build reads: build again, with libdpdk-dev 22.11.");
    }

    internal static int[] OfShim()
    {
        int* table = stackalloc int[64];
        int count = DpdkCalls.Layout(table, 64);
        return [.. new ReadOnlySpan<int>(table, count)];
    }

    private static int Offset(string field) => (int)Marshal.OffsetOf<Mbuf>(field);
}
