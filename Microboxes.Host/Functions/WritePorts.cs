using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>Which ports of an NF may change what, as bits of the ring.</summary>
internal readonly record struct WritePorts(ulong Header, ulong Payload, ulong Stream)
{
    internal bool Any => (Header | Payload | Stream) != 0;

    internal PortWrites Of(ulong ports) =>
        ((ports & Header) != 0 ? PortWrites.Header : 0) | ((ports & Payload) != 0 ? PortWrites.Payload : 0) | ((ports & Stream) != 0 ? PortWrites.Stream : 0);

    internal static WritePorts Read(IReadOnlyList<Port> ports, int firstPort) =>
        new(Bits(ports, firstPort, PortWrites.Header), Bits(ports, firstPort, PortWrites.Payload), Bits(ports, firstPort, PortWrites.Stream));

    private static ulong Bits(IReadOnlyList<Port> ports, int firstPort, PortWrites writes)
    {
        ulong bits = 0;
        for (int port = 0; port < ports.Count; port++)
        {
            if ((ports[port].Writes & writes) != 0) bits |= 1UL << (firstPort + port);
        }

        return bits;
    }
}
