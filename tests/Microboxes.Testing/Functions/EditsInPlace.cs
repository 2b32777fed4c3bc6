using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Testing.Functions;

/// <summary>Lets an NF write where it reads, as far as its ports declare.</summary>
internal sealed unsafe class EditsInPlace(NfContext* context, int firstPort, IReadOnlyList<Port> declared) : IPacketEdits
{
    public PortWrites Granted(ulong ports)
    {
        PortWrites granted = PortWrites.None;
        for (int port = 0; port < declared.Count; port++)
        {
            if ((ports & (1UL << (firstPort + port))) != 0) granted |= declared[port].Writes;
        }

        return granted;
    }

    public PacketDescriptor* Open(long sequence) => context->packets + (context->slots[sequence & context->ringMask].packet & context->packetMask);

    public byte* OpenStream(long sequence) => (byte*)context->slots[sequence & context->ringMask].detail;
}
