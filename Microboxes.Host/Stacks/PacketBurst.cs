using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks;

/// <summary>The packets a stack line is working on, with their parsed headers: few enough for the first-level cache.</summary>
internal sealed unsafe class PacketBurst : IDisposable
{
    private const int LastHeaderByte = 14 + 20 + 40 - 1;

    private int count;

    internal PacketBurst(int size)
    {
        Parsed = (ParsedPacket*)NativeMemory.AlignedAlloc((nuint)(size * sizeof(ParsedPacket)), 64);
        NativeMemory.Clear(Parsed, (nuint)(size * sizeof(ParsedPacket)));
        Candidates = (FlowRecord**)NativeMemory.AllocZeroed((nuint)size, (nuint)sizeof(FlowRecord*));
    }

    /// <summary>The packets, wherever they are kept.</summary>
    internal PacketDescriptor* Packets { get; private set; }

    internal ParsedPacket* Parsed { get; private set; }

    /// <summary>The open flow that each packet's hash names, or null: found ahead, and to be compared by key before use.</summary>
    internal FlowRecord** Candidates { get; private set; }

    internal int Count => count;

    /// <summary>The next packet to process.</summary>
    internal int Position { get; set; }

    internal bool IsDone => Position == count;

    /// <summary>Captured lengths on the wire, of all packets together.</summary>
    internal long WireBytes { get; private set; }

    /// <summary>True when a packet's bytes must be given back.</summary>
    internal bool HasLeases { get; private set; }

    /// <summary>Time of the last packet, in nanoseconds since 1970-01-01 UTC.</summary>
    internal long LastTimestamp { get; private set; }

    /// <summary>Takes packets and starts fetching their headers: they come from memory, and one after the other they would cost most of all.</summary>
    /// <param name="packets">Where they are kept.</param>
    /// <param name="received">How many there are.</param>
    /// <param name="now">Time of the packet before: time does not run backwards from packet to packet.</param>
    internal void Begin(PacketDescriptor* packets, int received, long now)
    {
        Packets = packets;
        count = received;
        Position = 0;
        long bytes = 0;
        nint anyLease = 0;
        for (PacketDescriptor* packet = packets, end = packets + received; packet < end; packet++)
        {
            bytes += packet->wireLength;
            anyLease |= packet->lease;
            now = Math.Max(now, packet->timestamp);
            packet->timestamp = now;
            if (!Sse.IsSupported) continue;
            Sse.Prefetch0(packet->data);
            Sse.Prefetch0(packet->data + LastHeaderByte);
        }

        WireBytes = bytes;
        HasLeases = anyLease != 0;
        LastTimestamp = now;
    }

    /// <summary>The descriptors are kept elsewhere now, each in the same place.</summary>
    internal void Rebase(PacketDescriptor* before, PacketDescriptor* now)
    {
        if (Packets != null) Packets = now + (Packets - before);
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Parsed);
        NativeMemory.Free(Candidates);
        Parsed = null;
    }
}
