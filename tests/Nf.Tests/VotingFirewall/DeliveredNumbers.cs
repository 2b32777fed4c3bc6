using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;

namespace Microboxes.Nf.Tests.VotingFirewall;

/// <summary>Keeps the numbers of the packets that leave.</summary>
internal sealed unsafe class DeliveredNumbers : IPacketSink
{
    internal List<long> Numbers { get; } = [];

    public bool TrySend(PacketDescriptor* packet, bool isStillRead)
    {
        Numbers.Add(packet->number);
        return true;
    }

    public bool TryInject(byte* frame, int length, ushort receivedOn) => false;

    public ushort OtherSide(ushort port) => port;

    public int Flush() => 0;
}
