using Microboxes.Plugins.Wire;
using Microboxes.Testing.Packets;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>One connection whose ends send as many packets as each other.</summary>
internal static class SymmetricTraffic
{
    private const int Payload = 100;

    internal static List<Frame> Frames(int packetsEachWay)
    {
        PacketBuilder client = new() { Flags = TcpFlags.Syn, Sequence = 1000 };
        PacketBuilder server = client.Reversed with { Flags = TcpFlags.Syn | TcpFlags.Ack, Sequence = 5000, Acknowledgment = 1001 };
        List<byte[]> packets = [client.Tcp(), server.Tcp()];
        client = client with { Flags = TcpFlags.Ack, Sequence = 1001, Acknowledgment = 5001, Payload = new byte[Payload] };
        server = server with { Flags = TcpFlags.Ack, Sequence = 5001, Payload = new byte[Payload] };
        for (uint i = 0; i < packetsEachWay - 1; i++)
        {
            packets.Add((client with { Sequence = 1001 + (i * Payload), Acknowledgment = 5001 + (i * Payload) }).Tcp());
            packets.Add((server with { Sequence = 5001 + (i * Payload), Acknowledgment = 1001 + ((i + 1) * Payload) }).Tcp());
        }

        return [.. packets.Select((bytes, i) => new Frame(bytes, 1_700_000_000_000_000_000 + (i * 1_000_000L)))];
    }
}
