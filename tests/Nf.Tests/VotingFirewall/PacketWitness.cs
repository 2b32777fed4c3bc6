using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Nf.Tests.VotingFirewall;

/// <summary>Keeps what there is to know of every packet, for the sequential reference.</summary>
internal sealed partial class PacketWitness : NetworkFunction
{
    internal List<SeenPacket> Packets { get; } = [];

    [Subscribe("PKT", Half = "sending")]
    private void OnPacket(in Event e)
    {
        ref readonly FlowKey key = ref KeyOf(e);
        Packet packet = PacketOf(e);
        Packets.Add(new(packet.Number, $"{key} {e.Flow.Value}", key.Port(End.Client), key.Port(End.Server), e.Sender, packet.PayloadLength, e.Timestamp));
    }
}
