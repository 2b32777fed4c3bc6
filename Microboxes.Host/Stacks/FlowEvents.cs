using System.Runtime.CompilerServices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks;

/// <summary>Raises a stack line's events about flows: looks up who wants them and writes the slot in place, snapshot included.</summary>
internal sealed unsafe class FlowEvents
{
    private const int SnapshotOffset = 32;

    private readonly EventPublisher publisher;
    private readonly SubscriptionTable subscriptions;
    private readonly FlowRecord* records;
    private readonly byte id;

    internal FlowEvents(EventPublisher publisher, FlowTable table)
    {
        this.publisher = publisher;
        subscriptions = publisher.Subscriptions;
        records = table.Records;
        id = publisher.Id;
    }

    /// <summary>Half and sender as an event keeps them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Ends(End half, End sender) => (int)half | ((int)sender << 1);

    /// <summary>Raises PKT/TCP about one half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void RaiseTcpPacket(FlowRecord* flow, PacketFacets facets, End half, End sender, PacketDescriptor* packet)
    {
        int ends = Ends(half, sender);
        ulong mask = subscriptions.OfTcpPacket(facets, ends) & flow->mask;
        if (mask == 0) return;
        Event* e = publisher.RaiseForPacket(mask);
        Fill(e, flow, EventTypes.TcpPacket.Id, facets, ends, packet->timestamp, (uint)packet->payloadLength);
        e->detail = 0;
        WriteSnapshot(e, flow, half);
    }

    /// <summary>Raises PKT about a packet that is not TCP.</summary>
    internal void RaisePacket(EventKind kind, FlowRecord* flow, End sender, PacketDescriptor* packet) =>
        RaiseForPacket(kind, flow, sender, sender, packet, (uint)packet->payloadLength, 0);

    /// <summary>Raises a packet's event other than PKT/TCP.</summary>
    internal void RaiseForPacket(EventKind kind, FlowRecord* flow, End half, End sender, PacketDescriptor* packet, uint length, ulong detail)
    {
        int ends = Ends(half, sender);
        ulong mask = subscriptions.Of(kind, ends) & flow->mask;
        if (mask == 0) return;
        Event* e = publisher.RaiseForPacket(mask);
        Fill(e, flow, EventPaths.Of(kind).Id, 0, ends, packet->timestamp, length);
        e->detail = detail;
        WriteSnapshot(e, flow, half);
    }

    /// <summary>Raises DATA_READY: <paramref name="length"/> bytes at <paramref name="data"/>, just added below the frontier of <paramref name="sender"/>'s stream.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void RaiseData(FlowRecord* flow, End sender, PacketDescriptor* packet, byte* data, uint length)
    {
        End half = (End)((int)sender ^ 1);
        int ends = Ends(half, sender);
        ulong mask = subscriptions.Of(EventKind.DataReady, ends) & flow->mask;
        if (mask == 0) return;
        Event* e = publisher.RaiseForPacket(mask);
        Fill(e, flow, EventTypes.DataReady.Id, 0, ends, packet->timestamp, length);
        e->detail = (ulong)data;
        WriteSnapshot(e, flow, half);
    }

    /// <summary>True when some port takes DATA_READY of both directions.</summary>
    internal bool IsDataWanted(FlowRecord* flow) =>
        (subscriptions.Of(EventKind.DataReady, Ends(End.Server, End.Client)) & flow->mask) != 0
        && (subscriptions.Of(EventKind.DataReady, Ends(End.Client, End.Server)) & flow->mask) != 0;

    /// <summary>The flow's place and generation, as events carry them.</summary>
    internal ulong IdOf(FlowRecord* flow) => (uint)(flow - records) | ((ulong)flow->generation << 32);

    /// <summary>True when some NF writes to the flow's streams.</summary>
    internal bool IsWritten(FlowRecord* flow) => (subscriptions.StreamWriterPorts & flow->mask) != 0;

    /// <summary>Raises SUBSCRIBED for one NF's ports: how far both streams are, and the sequence from which on its events come.</summary>
    internal void RaiseSubscribed(FlowRecord* flow, ulong mask, ushort number, long timestamp)
    {
        Event* e = publisher.Raise(mask);
        Fill(e, flow, EventTypes.Subscribed.Id, (PacketFacets)number, 0, timestamp, (uint)flow->server.frontier);
        e->detail = (ulong)publisher.Ring.Claimed;
        WriteSnapshot(e, flow, End.Server);
    }

    /// <summary>Raises FLOW/END, which no packet carries.</summary>
    internal void RaiseEnd(FlowRecord* flow, long timestamp, EndReason reason)
    {
        ulong mask = subscriptions.Of(EventKind.FlowEnd, 0) & flow->mask;
        if (mask == 0) return;
        Event* e = publisher.Raise(mask);
        Fill(e, flow, EventTypes.FlowEnd.Id, 0, 0, timestamp, 0);
        e->detail = (ulong)reason;
        WriteSnapshot(e, flow, End.Client);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Fill(Event* e, FlowRecord* flow, uint type, PacketFacets facets, int ends, long timestamp, uint length)
    {
        // Type, facets, ends and publisher in one store.
        *(ulong*)e = type | ((ulong)facets << 32) | ((ulong)(uint)ends << 48) | ((ulong)id << 56);
        e->flow = (uint)(flow - records) | ((ulong)flow->generation << 32);
        e->timestamp = timestamp;
        e->length = length;
    }

    // Straight into the slot: through a temporary it costs 10 ns more. Both halves' next and acknowledged numbers lie side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteSnapshot(Event* e, FlowRecord* flow, End half)
    {
        byte* snapshot = (byte*)e + SnapshotOffset;
        HalfConnection* client = &flow->client;
        *(ulong*)snapshot = *(ulong*)&client->next;
        *(ulong*)(snapshot + 8) = *(ulong*)&client[1].next;
        snapshot[16] = client->state;
        snapshot[17] = client[1].state;
        *(uint*)(snapshot + 18) = (uint)client[(int)half ^ 1].frontier;
        snapshot[22] = (byte)client->connection;
    }
}
