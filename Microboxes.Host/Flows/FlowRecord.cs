using System.Runtime.InteropServices;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows;

/// <summary>
/// All the state of a flow, 192 bytes. Line 0: identity, read by NFs too. Line 1: both half-connections. Line 2: what most packets do not touch.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal unsafe struct FlowRecord
{
    [FieldOffset(0)] internal FlowKey key;
    [FieldOffset(44)] internal uint generation;

    /// <summary>Time of the latest packet, in nanoseconds.</summary>
    [FieldOffset(48)] internal long lastSeen;

    /// <summary>Subscriber ports whose filters select this flow.</summary>
    [FieldOffset(56)] internal ulong mask;

    [FieldOffset(64)] internal HalfConnection client;
    [FieldOffset(96)] internal HalfConnection server;

    /// <summary>Links and place in the expiry wheel.</summary>
    [FieldOffset(128)] internal int wheelNext;
    [FieldOffset(132)] internal int wheelPrevious;
    [FieldOffset(136)] internal int wheelSlot;

    [FieldOffset(140)] internal uint hash;

    /// <summary>One more than the sequence at which the flow ended; 0 before. NFs read it too.</summary>
    [FieldOffset(144)] internal long ended;

    /// <summary>Sequence number after each end's FIN: what acknowledges it.</summary>
    [FieldOffset(152)] internal uint clientFin;
    [FieldOffset(156)] internal uint serverFin;

    /// <summary>Retained bytes of each end's stream.</summary>
    [FieldOffset(160)] internal RetainedList clientRetained;
    [FieldOffset(172)] internal RetainedList serverRetained;

    /// <summary>Tags of the direction that is not tagged as the key says; valid with <see cref="OtherVlanBit"/>.</summary>
    [FieldOffset(184)] internal ushort otherOuterVlan;
    [FieldOffset(186)] internal ushort otherInnerVlan;

    /// <summary>Bytes of each stream kept readable behind its frontier; 0 where nobody asked.</summary>
    [FieldOffset(188)] internal int retain;

    internal readonly bool HasTcpState => (key.flags & TcpStateBit) != 0;

    internal readonly bool IsTerminated => (key.flags & TerminatedBit) != 0;

    internal readonly bool HasStreams => (key.flags & StreamsBit) != 0;

    /// <summary>True when something of a stream is retained, be it of a time before a pause.</summary>
    internal readonly bool HasRetained => (clientRetained.first | serverRetained.first) != 0;

    /// <summary>True when memory for retained bytes was used up at some point of the flow.</summary>
    internal readonly bool HasRetentionEnded => (key.flags & RetentionEndedBit) != 0;

    internal const byte TcpStateBit = 1;
    internal const byte StreamsBit = 2;
    internal const byte OtherVlanBit = 4;

    /// <summary>Both ends are established and seen, nothing is held or retained, and each frontier is where its end's next byte goes.</summary>
    internal const byte InSequenceBit = 8;
    internal const byte RetentionEndedBit = 16;

    /// <summary>An NF terminated the connection: its packets are dropped.</summary>
    internal const byte TerminatedBit = 32;

    /// <summary>No packet of the connection was there to reset it with: the next one is.</summary>
    internal const byte ResetOwedBit = 64;
}
