namespace Microboxes.Host.Stacks.Monitor.Reassembly;

/// <summary>Header of a block of native memory that holds the copied bytes of one segment, shared by the ranges they lie in.</summary>
internal unsafe struct CopyBlock
{
    internal const int HeaderBytes = 32;

    /// <summary>The block's size, header included, is 2 to this power.</summary>
    internal short Order;
    internal bool IsFree;

    /// <summary>Ranges still held that point here.</summary>
    internal int Held;

    /// <summary>Ranges given out and not yet released.</summary>
    internal int Taken;

    internal uint Length;
    internal CopyBlock* PreviousFree;
    internal CopyBlock* NextFree;

    internal static byte* Bytes(CopyBlock* block) => (byte*)block + HeaderBytes;
}
