using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Functions;

/// <content>What an NF changes.</content>
public abstract unsafe partial class NetworkFunction
{
    /// <summary>
    /// The packet of the event at hand, to be changed in place. Only for handlers of ports that declare Writes; NFs ordered after this one see the changed bytes, those
    /// ordered before it never.
    /// </summary>
    /// <exception cref="InvalidOperationException">The event's port declares neither Header nor Payload.</exception>
    protected WritablePacket WritablePacketOf(in Event e)
    {
        PortWrites writes = Granted(in e) & (PortWrites.Header | PortWrites.Payload);
        if (writes == 0 || (e.groupFlags & Event.HasPacket) == 0) ThrowNotDeclared("a packet", "Header or Payload");
        return new(requests!.Edits!.Open(context->position), writes);
    }

    /// <summary>
    /// For DATA_READY of a port that declares Writes = Stream: the new bytes, to be changed in place. Retransmissions get the same bytes, however they are cut. Bytes
    /// retained for reading by offset stay as they were received.
    /// </summary>
    /// <exception cref="InvalidOperationException">The event's port does not declare Stream, or the event is no DATA_READY.</exception>
    protected Span<byte> WritableBytesOf(in Event e)
    {
        if ((Granted(in e) & PortWrites.Stream) == 0 || e.type != EventTypes.DataReady.Id) ThrowNotDeclared("a stream", "Stream");
        return new(requests!.Edits!.OpenStream(context->position), (int)e.length);
    }

    private PortWrites Granted(in Event e)
    {
        if (requests?.Edits == null || context->isDerived || context->slots[context->position & context->ringMask].flow != e.flow) return PortWrites.None;
        return requests.Edits.Granted(context->masks[context->position & context->ringMask] & context->portMask);
    }

    private static void ThrowNotDeclared(string what, string writes) =>
        throw new InvalidOperationException($"an NF that changes {what} declares Writes = {writes} at the port of the event at hand");
}
