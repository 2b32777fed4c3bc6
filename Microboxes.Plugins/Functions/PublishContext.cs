using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Functions;

/// <summary>
/// An NF's own ring as its handlers meet it, in native memory the host owns: a cell for the payload beside each slot, so that both are used again together, and the
/// sequence of the stack line's event that caused each.
/// </summary>
internal unsafe struct PublishContext
{
    internal Event* slots;
    internal ulong* masks;
    internal long* causes;
    internal byte* payloads;
    internal int payloadStride;
    internal long ringMask;

    internal PublicationContext* publications;
    internal int publicationCount;

    /// <summary>The last slot that was claimed, and the last that may be without waiting.</summary>
    internal long claimed;
    internal long limit;

    /// <summary>Ports that follow events about no flow: those without a filter.</summary>
    internal ulong flowless;

    /// <summary>Events that were not published: more than declared, no room, or not about the event at hand.</summary>
    internal long refused;
    internal byte publisher;

    /// <summary>Lets the limits per event begin anew: the next event is another one, though its number may be the same.</summary>
    internal void BeginEvent()
    {
        for (int i = 0; i < publicationCount; i++) publications[i].handled = long.MinValue;
    }

    /// <summary>True when a publication is of a type that the stack line itself takes up.</summary>
    internal readonly bool Asks(int number, EventType type) => (uint)number < (uint)publicationCount && publications[number].type == type.Id;

    /// <summary>Claims a slot and fills in all but the payload.</summary>
    /// <param name="at">What is being handled.</param>
    /// <param name="number">Which publication, in the order declared.</param>
    /// <param name="about">The event at hand.</param>
    /// <param name="payloadSize">Bytes of the payload.</param>
    /// <param name="payload">Where the payload goes; null where nobody follows.</param>
    /// <returns>False when it is refused, and counted.</returns>
    internal bool TryClaim(NfContext* at, int number, Event* about, int payloadSize, out byte* payload)
    {
        payload = null;
        PublicationContext* publication = publications + number;
        if ((uint)number >= (uint)publicationCount || publication->payloadSize != payloadSize || !IsAtHand(at, about) || !Counts(publication, at->position))
        {
            refused++;
            return false;
        }

        ulong mask = publication->masks[about->ends] & MaskOf(at, about->flow);
        if (mask == 0) return true;
        if (claimed == limit)
        {
            refused++;
            return false;
        }

        payload = Fill(at, publication, about, mask);
        return true;
    }

    private byte* Fill(NfContext* at, PublicationContext* publication, Event* about, ulong mask)
    {
        long index = ++claimed & ringMask;
        Event* slot = slots + index;
        byte* cell = payloads + (index * payloadStride);
        *slot = *about;
        slot->type = publication->type;
        slot->facets = 0;
        slot->publisher = publisher;
        slot->length = (uint)publication->payloadSize;
        slot->groupFlags = (byte)((about->groupFlags & Event.HasPacket) | Event.LastOfGroup | Event.HasPayload);
        if (at->isFeedback) LeaveOutPacket(slot);
        slot->detail = (ulong)cell;
        causes[index] = at->Cause;
        masks[index] = mask;
        return cell;
    }

    // The packet of an event that came late is kept for its reader, not for those who read what he publishes.
    private static void LeaveOutPacket(Event* slot)
    {
        slot->packet = 0;
        slot->groupFlags = Event.LastOfGroup | Event.HasPayload;
    }

    // Only the flow of the event at hand is sure to live until all who follow have seen what is published about it; where that event came late, only if the flow has
    // not ended meanwhile.
    private static bool IsAtHand(NfContext* at, Event* about) =>
        about->flow == at->slots[at->position & at->ringMask].flow && (!at->isFeedback || (about->flow != 0 && !HasEnded(at, about->flow)));

    private static bool HasEnded(NfContext* at, ulong flow)
    {
        byte* record = at->flows + ((long)(uint)flow * at->flowStride);
        long ended = Volatile.Read(ref *(long*)(record + NfContext.FlowEndedOffset));
        return ended != 0 && ended - 1 <= at->cause;
    }

    private static bool Counts(PublicationContext* publication, long position)
    {
        if (publication->handled != position)
        {
            publication->handled = position;
            publication->published = 0;
        }

        return publication->published++ < publication->most;
    }

    private readonly ulong MaskOf(NfContext* at, ulong flow) =>
        flow == 0 ? flowless : *(ulong*)(at->flows + ((long)(uint)flow * at->flowStride) + NfContext.FlowMaskOffset);
}
