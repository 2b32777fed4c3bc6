using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks;

/// <summary>The packets a stack line is working on, with their parsed headers: few enough for the first-level cache.</summary>
internal sealed unsafe class PacketBurst : IDisposable
{
    private const int LastHeaderByte = 14 + 20 + 20 - 1;

    private int count;

    internal PacketBurst(int size)
    {
        Parsed = (ParsedPacket*)NativeMemory.AlignedAlloc((nuint)(size * sizeof(ParsedPacket)), 64);
        NativeMemory.Clear(Parsed, (nuint)(size * sizeof(ParsedPacket)));
    }

    /// <summary>The packets, wherever they are kept.</summary>
    internal PacketDescriptor* Packets { get; private set; }

    internal ParsedPacket* Parsed { get; private set; }

    internal int Count => count;

    /// <summary>The next packet to process.</summary>
    internal int Position { get; set; }

    internal bool IsDone => Position == count;

    /// <summary>Starts fetching every packet's headers: they come from memory, and one after the other they would cost most of all.</summary>
    /// <param name="keptMarks">Marks to keep: those of a source that sets them, or none.</param>
    internal void PrefetchHeaders(byte keptMarks)
    {
        PacketDescriptor* packet = Packets;
        for (PacketDescriptor* end = packet + count; packet < end; packet++)
        {
            packet->marks &= keptMarks;
            if (!Sse.IsSupported) continue;
            Sse.Prefetch0(packet->data);
            Sse.Prefetch0(packet->data + LastHeaderByte);
        }
    }

    internal void Begin(PacketDescriptor* packets, int received)
    {
        Packets = packets;
        count = received;
        Position = 0;
    }

    /// <summary>The descriptors are kept elsewhere now, each in the same place.</summary>
    internal void Rebase(PacketDescriptor* before, PacketDescriptor* now)
    {
        if (Packets != null) Packets = now + (Packets - before);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Parsed);
        Parsed = null;
    }
}
