using System.Runtime.InteropServices;
using Microboxes.Plugins.Wire;

namespace Microboxes.Plugins.Events;

/// <summary>
/// A slot of a ring: 64 bytes, one cache line, written once by its publisher and read where it lies by every subscriber.
/// Valid until the handler returns.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct Event
{
    [FieldOffset(0)] internal uint type;
    [FieldOffset(4)] internal PacketFacets facets;
    [FieldOffset(6)] internal byte ends;
    [FieldOffset(7)] internal byte publisher;
    [FieldOffset(8)] internal ulong flow;
    [FieldOffset(16)] internal long timestamp;
    [FieldOffset(24)] internal uint packet;
    [FieldOffset(28)] internal uint length;
    [FieldOffset(32)] internal TcpSnapshot snapshot;
    [FieldOffset(55)] internal byte groupFlags;
    [FieldOffset(56)] internal ulong detail;

    internal const byte HalfBit = 1;
    internal const byte SenderBit = 2;
    internal const byte LastOfGroup = 1;
    internal const byte HasPacket = 2;
    internal const byte HasPayload = 4;

    /// <summary>What happened.</summary>
    public readonly EventType Type => new(type);

    /// <summary>For PKT events, what else the packet is.</summary>
    public readonly PacketFacets Facets => facets;

    /// <summary>The flow it happened to.</summary>
    public readonly FlowId Flow => new(flow);

    /// <summary>The end whose half of the connection this event tells about.</summary>
    public readonly End Half => (End)(ends & HalfBit);

    /// <summary>The end that sent the packet; for DATA_READY and ANOMALY/GAP the end whose stream it is.</summary>
    public readonly End Sender => (End)((ends & SenderBit) >> 1);

    /// <summary>Capture time in nanoseconds since 1970-01-01 UTC; one reading per burst on live devices.</summary>
    public readonly long Timestamp => timestamp;

    /// <summary>Both ends' TCP state when the event was raised; all zero for flows without TCP state.</summary>
    public readonly TcpSnapshot Snapshot => snapshot;

    /// <summary>For DATA_READY the number of new bytes, for ANOMALY/GAP the number of missing ones, for PKT events the payload's length.</summary>
    public readonly int Length => (int)length;

    /// <summary>For DATA_READY and ANOMALY/GAP: offset of the first byte concerned from the stream's first, modulo 2^32.</summary>
    public readonly uint StreamOffset => snapshot.frontier - length;

    /// <summary>For SUBSCRIBED: the sequence from which on the flow's events are in the ring again.</summary>
    public readonly long SubscribedFrom => (long)detail;

    /// <summary>For SUBSCRIBED: offset from the stream's first byte, modulo 2^32, from which on the stream of <paramref name="sender"/> is complete.</summary>
    public readonly uint SubscribedOffset(End sender) => sender == End.Client ? snapshot.frontier : length;

    /// <summary>For FLOW/END: why the flow ended.</summary>
    public readonly EndReason EndReason => (EndReason)detail;
}
