using System.Runtime.InteropServices;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows;

/// <summary>
/// What Monitor knows of one end of a connection, in RFC 9293's terms. 32 bytes: both ends share a cache line.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct HalfConnection
{
    /// <summary>SND.NXT: one past the highest sequence number this end has sent.</summary>
    [FieldOffset(0)] internal uint next;

    /// <summary>The highest acknowledgment number this end has sent. Follows <see cref="next"/>, so that a snapshot takes both in one copy.</summary>
    [FieldOffset(4)] internal uint acknowledged;

    /// <summary>Highest sequence number this end has ever allowed its peer to send, plus one.</summary>
    [FieldOffset(8)] internal uint rightEdge;

    /// <summary>Sequence number of the first byte this end's stream can have: ISN + 1.</summary>
    [FieldOffset(12)] internal uint streamBase;

    /// <summary>How far this end's stream is completely filled, in bytes from <see cref="streamBase"/>.</summary>
    [FieldOffset(16)] internal ulong frontier;

    [FieldOffset(24)] internal byte state;
    [FieldOffset(25)] internal byte windowScale;
    [FieldOffset(26)] internal HalfFlags flags;

    /// <summary>Facts about the whole connection; kept with the client's half only.</summary>
    [FieldOffset(27)] internal SnapshotFlags connection;

    /// <summary>First held out-of-order segment of this end's stream, 0 for none.</summary>
    [FieldOffset(28)] internal int held;

    internal TcpState State
    {
        readonly get => (TcpState)state;
        set => state = (byte)value;
    }

    /// <summary>Sequence number of the first byte still missing from this end's stream.</summary>
    internal readonly uint FrontierSequence => streamBase + (uint)frontier;
}
