using Microboxes.Host.Flows;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks.Monitor;

/// <summary>A TCP segment on its way through Monitor, with the connection it belongs to. Lives for one call.</summary>
internal unsafe ref struct Segment
{
    internal FlowRecord* flow;
    internal HalfConnection* sending;
    internal HalfConnection* receiving;
    internal PacketDescriptor* packet;
    internal End sender;

    /// <summary>Sequence number of the first payload byte: one more than the header says when the segment carries SYN.</summary>
    internal uint dataSequence;

    /// <summary>SEG.SEQ as it stands in the header.</summary>
    internal uint sequence;

    internal uint acknowledgment;
    internal ushort window;
    internal TcpFlags flags;
    internal uint length;
    internal PacketFacets facets;

    /// <summary>One past the last sequence number the segment occupies, SYN and FIN included (RFC 9293: SEG.SEQ + SEG.LEN).</summary>
    internal readonly uint EndSequence => dataSequence + length + (Has(TcpFlags.Fin) ? 1u : 0u);

    internal readonly End Receiver => (End)((int)sender ^ 1);

    internal readonly bool Has(TcpFlags flag) => (flags & flag) != 0;

    internal readonly bool Unacceptable => (facets & PacketFacets.Unacceptable) != 0;
}
