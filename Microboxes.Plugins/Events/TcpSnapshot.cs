using System.Runtime.InteropServices;
using Microboxes.Plugins.Wire;

namespace Microboxes.Plugins.Events;

/// <summary>
/// The 23-byte copy of both ends' TCP state at the moment an event was raised (paper §3.3). It does not change while the event is readable.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = 23)]
public struct TcpSnapshot
{
    internal uint clientNext;
    internal uint clientAcknowledged;
    internal uint serverNext;
    internal uint serverAcknowledged;
    internal byte clientState;
    internal byte serverState;
    internal uint frontier;
    internal SnapshotFlags flags;

    /// <summary>SND.NXT of <paramref name="end"/>: one past the highest sequence number it has sent.</summary>
    public readonly SequenceNumber Next(End end) => new(end == End.Client ? clientNext : serverNext);

    /// <summary>The highest acknowledgment number <paramref name="end"/> has sent: its RCV.NXT as the peer knows it.</summary>
    public readonly SequenceNumber Acknowledged(End end) => new(end == End.Client ? clientAcknowledged : serverAcknowledged);

    /// <summary>The state of RFC 9293 that <paramref name="end"/> is in.</summary>
    public readonly TcpState State(End end) => (TcpState)(end == End.Client ? clientState : serverState);

    /// <summary>
    /// How far the stream towards the half concerned is completely filled: bytes from its first byte, modulo 2^32.
    /// </summary>
    public readonly uint Frontier => frontier;

    /// <summary>What else holds of the connection.</summary>
    public readonly SnapshotFlags Flags => flags;
}
