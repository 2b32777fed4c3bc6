using Microboxes.Host.Dispatch;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>
/// What one NF changes in packets. Bytes that stay with their device are copied first; the events of the packet's group then point to the copy. When the NF has passed
/// a batch, and before others may read it, changes of streams are made to retransmissions and checksums are renewed. On the NF's lane.
/// </summary>
internal sealed unsafe class PacketEdits : IPacketEdits, IDisposable
{
    private readonly PacketWindow window;
    private readonly RingBuffer<Event> ring;
    private readonly WritePorts ports;
    private readonly StreamEdits? streams;
    private readonly List<uint> opened = new(1024);

    /// <param name="line">The stack line's ring as the NF sees it.</param>
    /// <param name="window">Its packets.</param>
    /// <param name="ports">What its ports may change.</param>
    /// <param name="flowCapacity">Records of the flow table.</param>
    internal PacketEdits(NfRing line, PacketWindow window, WritePorts ports, int flowCapacity)
    {
        this.window = window;
        ring = line.Ring;
        this.ports = ports;
        streams = ports.Stream == 0 ? null : new(line, flowCapacity);
    }

    public PortWrites Granted(ulong selected) => ports.Of(selected);

    public PacketDescriptor* Open(long sequence)
    {
        uint place = ring.Slots[sequence & ring.IndexMask].packet;
        PacketDescriptor* packet = window.Packets + place;
        if (opened.Count == 0 || opened[^1] != place) opened.Add(place);
        EditedPackets copies = window.KeepCopies();
        if (packet->lease != 0 || copies.Has(place, packet->data)) return packet;
        byte* original = packet->data;
        packet->data = copies.Copy(place, packet);
        PointTo(sequence, original, packet);
        return packet;
    }

    public byte* OpenStream(long sequence)
    {
        Event* e = ring.Slots + (sequence & ring.IndexMask);
        PacketDescriptor* packet = window.Packets + e->packet;
        if (IsIn((byte*)e->detail, packet->data, packet->length)) Open(sequence);
        streams!.Begin(e);
        return (byte*)e->detail;
    }

    /// <summary>Completes what the NF changed from <paramref name="first"/> to <paramref name="last"/>. Before it says that it has passed them.</summary>
    internal void Complete(long first, long last)
    {
        if (streams != null)
        {
            streams.Keep();
            if (streams.Any) ApplyToRetransmissions(streams, first, last);
        }

        foreach (uint place in opened) ChecksumRenewal.Renew(window.Packets + place);
        opened.Clear();
    }

    public void Dispose() => streams?.Dispose();

    // The new bytes of a stream lie in the packet: its group's events show the copy's.
    private void PointTo(long sequence, byte* original, PacketDescriptor* packet)
    {
        long first = sequence;
        while (first > 0 && (ring.Slots[(first - 1) & ring.IndexMask].groupFlags & Event.LastOfGroup) == 0) first--;
        for (long at = first; ; at++)
        {
            Event* e = ring.Slots + (at & ring.IndexMask);
            if (e->type == EventTypes.DataReady.Id && IsIn((byte*)e->detail, original, packet->length)) e->detail = (ulong)(packet->data + ((byte*)e->detail - original));
            if ((e->groupFlags & Event.LastOfGroup) != 0) return;
        }
    }

    private void ApplyToRetransmissions(StreamEdits edits, long first, long last)
    {
        for (long sequence = first; sequence <= last; sequence++)
        {
            Event* e = ring.Slots + (sequence & ring.IndexMask);
            if (e->type != EventTypes.TcpPacket.Id || (e->facets & PacketFacets.Retransmission) == 0 || e->Half != e->Sender) continue;
            if (edits.Touches(e, window.Packets + e->packet)) edits.ApplyTo(e, Open(sequence));
        }
    }

    private static bool IsIn(byte* at, byte* start, int length) => at >= start && at < start + length;
}
