using System.Runtime.InteropServices;
using Microboxes.Host.Native.Dpdk;

namespace Microboxes.Host.Devices.Dpdk;

/// <summary>A bounded list of packet buffers in native memory.</summary>
internal sealed unsafe class MbufArray : IDisposable
{
    internal MbufArray(int capacity)
    {
        Capacity = capacity;
        Packets = (Mbuf**)NativeMemory.AlignedAlloc((nuint)(capacity * sizeof(Mbuf*)), 64);
    }

    internal Mbuf** Packets { get; private set; }

    internal int Capacity { get; }

    internal int Count { get; private set; }

    internal bool IsFull => Count == Capacity;

    internal void Add(Mbuf* packet) => Packets[Count++] = packet;

    /// <summary>Takes the first ones out.</summary>
    internal void RemoveFirst(int packets)
    {
        Count -= packets;
        if (Count > 0) new Span<nint>(Packets + packets, Count).CopyTo(new(Packets, Count));
    }

    /// <summary>Gives all buffers back to their pools.</summary>
    internal void FreeAll()
    {
        if (Count > 0) DpdkCalls.Free(Packets, (uint)Count);
        Count = 0;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Packets);
        Packets = null;
    }
}
