using Microboxes.Plugins.Wire;

namespace Microboxes.Plugins.Events;

/// <summary>A packet as an NF sees it: spans over the bytes where the device left them. Valid until the handler returns.</summary>
public readonly unsafe ref struct Packet
{
    private readonly PacketDescriptor* descriptor;

    internal Packet(PacketDescriptor* descriptor) => this.descriptor = descriptor;

    /// <summary>The frame from its first captured byte; a datagram put together from fragments begins with its IP header.</summary>
    public ReadOnlySpan<byte> Frame => new(descriptor->data, descriptor->length);

    /// <summary>From the IP header to the last captured byte.</summary>
    public ReadOnlySpan<byte> Network => Frame[Math.Min(descriptor->network, descriptor->length)..];

    /// <summary>From the transport header to the last captured byte.</summary>
    public ReadOnlySpan<byte> Transport => Frame[Math.Min(descriptor->transport, descriptor->length)..];

    /// <summary>The transport payload that was captured; padding behind the IP length is left out.</summary>
    public ReadOnlySpan<byte> Payload
    {
        get
        {
            int start = Math.Min(descriptor->payload, descriptor->length);
            return new(descriptor->data + start, Math.Min(descriptor->payloadLength, descriptor->length - start));
        }
    }

    /// <summary>Bytes of transport payload on the wire, captured or not.</summary>
    public int PayloadLength => descriptor->payloadLength;

    /// <summary>Bytes of the frame on the wire.</summary>
    public int WireLength => descriptor->wireLength;

    /// <summary>How many packets the device had delivered before this one.</summary>
    public long Number => descriptor->number;

    /// <summary>Protocol of the transport header.</summary>
    public IpProtocol Protocol => (IpProtocol)descriptor->protocol;
}
