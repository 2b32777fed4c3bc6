using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Functions;

/// <summary>
/// What the host's adapter and an NF's batch loop share, in native memory the host owns: no object of a plugin is reachable from here.
/// </summary>
internal unsafe struct NfContext
{
    /// <summary>Where in a flow's record the ports are whose filters select it.</summary>
    internal const int FlowMaskOffset = 56;

    /// <summary>Where in a flow's record one more than the sequence is at which it ended; 0 before.</summary>
    internal const int FlowEndedOffset = 144;

    /// <summary>The ring's slots and subscriber masks.</summary>
    internal Event* slots;
    internal ulong* masks;
    internal long ringMask;

    /// <summary>Descriptors of the packets that events refer to.</summary>
    internal PacketDescriptor* packets;
    internal uint packetMask;

    /// <summary>First bytes of the flow table's records, each beginning with its FlowKey.</summary>
    internal byte* flows;
    internal int flowStride;

    /// <summary>Bit of this NF's first port; its others follow.</summary>
    internal int firstPort;
    internal ulong portMask;

    /// <summary>Sequence of the event being handled, stored before its handler is called so that a failing event never runs again.</summary>
    internal long position;

    /// <summary>Verdict bytes, one per slot, and the sequence of the last one that was not Pass.</summary>
    internal byte* verdicts;
    internal long lastVerdict;

    /// <summary>Events of dynamic ports that no handler had, because the NF had released their flow.</summary>
    internal long passedOver;

    /// <summary>The NF's own ring; null where it publishes nothing.</summary>
    internal PublishContext* publish;

    /// <summary>For the ring of another NF: the stack line's event that caused what is being handled.</summary>
    internal bool isDerived;

    /// <summary>True where that event came some time after, so that its flow may have ended.</summary>
    internal bool isFeedback;
    internal long cause;

    /// <summary>The stack line's event that is, or that caused, what is being handled.</summary>
    internal readonly long Cause => isDerived ? cause : position;
}
