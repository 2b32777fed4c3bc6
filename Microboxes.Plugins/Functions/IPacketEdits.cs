using Microboxes.Plugins.Events;

namespace Microboxes.Plugins.Functions;

/// <summary>Lets an NF change bytes that it declared to write, without anybody seeing the change who is ordered before it.</summary>
internal unsafe interface IPacketEdits
{
    /// <summary>What a port with these bits may write.</summary>
    PortWrites Granted(ulong ports);

    /// <summary>Makes the bytes of the packet that an event is about the NF's own to change: where others hold them too, it is a copy.</summary>
    /// <param name="sequence">The event at hand.</param>
    PacketDescriptor* Open(long sequence);

    /// <summary>The same for the new bytes of a stream; what is changed is changed in retransmissions too.</summary>
    /// <param name="sequence">The event at hand.</param>
    byte* OpenStream(long sequence);
}
