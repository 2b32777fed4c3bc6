using System.Runtime.InteropServices;
using Microboxes.Host.Memory;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Dispatch;

/// <summary>
/// Copies of packets that an NF changes and whose own bytes others hold too: one place for each packet in flight, so that it is free again when the packet is
/// reclaimed. Longer frames get memory of their own, kept for the place. Each packet has one writer at a time.
/// </summary>
internal sealed unsafe class EditedPackets : IDisposable
{
    private const int PlaceBytes = 2048;

    private readonly NativeRegion memory;
    private readonly NativeRegion largeMemory;
    private readonly Large* large;
    private readonly int places;

    internal EditedPackets(int places)
    {
        this.places = places;
        memory = new((long)places * PlaceBytes);
        largeMemory = new((long)places * sizeof(Large));
        large = (Large*)largeMemory.Start;
    }

    /// <summary>True when a packet's bytes lie here already.</summary>
    internal bool Has(uint place, byte* data) => data == SmallAt(place) || (data == large[place].Start && data != null);

    /// <summary>Copies a packet's bytes.</summary>
    internal byte* Copy(uint place, PacketDescriptor* packet)
    {
        byte* copy = packet->length <= PlaceBytes ? SmallAt(place) : LargeAt(place, packet->length);
        NativeMemory.Copy(packet->data, copy, (nuint)packet->length);
        return copy;
    }

    public void Dispose()
    {
        for (int place = 0; place < places; place++) NativeMemory.Free(large[place].Start);
        memory.Dispose();
        largeMemory.Dispose();
    }

    private byte* SmallAt(uint place) => memory.Start + ((long)place * PlaceBytes);

    private byte* LargeAt(uint place, int length)
    {
        if (large[place].Length < length)
        {
            NativeMemory.Free(large[place].Start);
            large[place] = new() { Start = (byte*)NativeMemory.Alloc((nuint)length), Length = length };
        }

        return large[place].Start;
    }

    private struct Large
    {
        internal byte* Start;
        internal int Length;
    }
}
