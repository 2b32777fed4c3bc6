using System.Runtime.InteropServices;

namespace Microboxes.Plugins.Functions;

/// <summary>A count that one thread writes and any thread reads, on cache lines of its own.</summary>
public sealed class NfCounter
{
    private PaddedLong count;

    internal NfCounter(string name) => Name = name;

    /// <summary>What is counted.</summary>
    public string Name { get; }

    /// <summary>The count so far.</summary>
    public long Value => Volatile.Read(ref count.value);

    /// <summary>Counts <paramref name="amount"/> more; only the NF's own thread may call this.</summary>
    public void Add(long amount = 1) => count.value += amount;

    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct PaddedLong
    {
        [FieldOffset(64)]
        internal long value;
    }
}
