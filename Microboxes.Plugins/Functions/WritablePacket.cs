using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Functions;

/// <summary>
/// A packet whose bytes an NF may change, as far as the port declares: lengths stay as they are, and the host renews the checksums. Valid until the handler returns.
/// </summary>
public readonly unsafe ref struct WritablePacket
{
    private readonly PacketDescriptor* descriptor;
    private readonly PortWrites writes;

    internal WritablePacket(PacketDescriptor* descriptor, PortWrites writes)
    {
        this.descriptor = descriptor;
        this.writes = writes;
    }

    /// <summary>From the IP header to the transport payload; empty where the port does not declare <see cref="PortWrites.Header"/>.</summary>
    public Span<byte> Headers => (writes & PortWrites.Header) == 0 ? default : Slice(descriptor->network, descriptor->payload);

    /// <summary>The captured transport payload; empty where the port does not declare <see cref="PortWrites.Payload"/>.</summary>
    public Span<byte> Payload => (writes & PortWrites.Payload) == 0 ? default : Slice(descriptor->payload, descriptor->payload + descriptor->payloadLength);

    private Span<byte> Slice(int start, int end)
    {
        start = Math.Min(start, descriptor->length);
        return new(descriptor->data + start, Math.Max(0, Math.Min(end, descriptor->length) - start));
    }
}
