using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks;

/// <summary>The packets a stack line is working on: descriptors and parsed headers side by side, small enough for the first-level cache.</summary>
internal sealed unsafe class PacketBurst : IDisposable
{
    private const int LastHeaderByte = 14 + 20 + 20 - 1;

    private readonly int size;
    private int count;

    internal PacketBurst(int size)
    {
        this.size = size;
        Packets = (PacketDescriptor*)NativeMemory.AlignedAlloc((nuint)(size * sizeof(PacketDescriptor)), 64);
        Parsed = (ParsedPacket*)NativeMemory.AlignedAlloc((nuint)(size * sizeof(ParsedPacket)), 64);
        NativeMemory.Clear(Packets, (nuint)(size * sizeof(PacketDescriptor)));
        NativeMemory.Clear(Parsed, (nuint)(size * sizeof(ParsedPacket)));
    }

    internal PacketDescriptor* Packets { get; private set; }

    internal ParsedPacket* Parsed { get; private set; }

    /// <summary>The next packet to process.</summary>
    internal int Position { get; set; }

    internal bool IsDone => Position == count;

    /// <summary>Readies the descriptors for a source that does not know of marks.</summary>
    internal void ClearMarks()
    {
        for (int i = 0; i < size; i++) Packets[i].marks = 0;
    }

    /// <summary>Starts fetching every packet's headers: they come from memory, and one after the other they would cost most of all.</summary>
    internal void PrefetchHeaders(int packets)
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < packets; i++)
        {
            byte* data = Packets[i].data;
            Sse.Prefetch0(data);
            Sse.Prefetch0(data + LastHeaderByte);
        }
    }

    internal void Begin(int packets)
    {
        count = packets;
        Position = 0;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Packets);
        NativeMemory.AlignedFree(Parsed);
        Packets = null;
        Parsed = null;
    }
}
