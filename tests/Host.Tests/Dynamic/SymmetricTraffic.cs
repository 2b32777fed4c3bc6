using System.Net;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Packets;

namespace Microboxes.Host.Tests.Dynamic;

/// <summary>One connection whose ends send as many packets as each other.</summary>
internal static class SymmetricTraffic
{
    private const int Payload = 100;

    internal static List<Frame> Frames(int packetsEachWay, string clientAddress = "10.0.0.1", string serverAddress = "10.0.0.2", uint numbersFrom = 1000)
    {
        uint first = numbersFrom + 1;
        PacketBuilder client = new()
        {
            Source = IPAddress.Parse(clientAddress),
            Destination = IPAddress.Parse(serverAddress),
            Flags = TcpFlags.Syn,
            Sequence = numbersFrom,
        };
        PacketBuilder server = client.Reversed with { Flags = TcpFlags.Syn | TcpFlags.Ack, Sequence = 5000, Acknowledgment = first };
        List<byte[]> packets = [client.Tcp(), server.Tcp()];
        client = client with { Flags = TcpFlags.Ack };
        server = server with { Flags = TcpFlags.Ack };
        for (uint i = 0; i < packetsEachWay - 1; i++)
        {
            byte[] payload = new byte[Payload];
            payload.AsSpan().Fill((byte)('a' + (i % 26)));
            packets.Add((client with { Sequence = first + (i * Payload), Acknowledgment = 5001 + (i * Payload), Payload = payload }).Tcp());
            packets.Add((server with { Sequence = 5001 + (i * Payload), Acknowledgment = first + ((i + 1) * Payload), Payload = payload }).Tcp());
        }

        return [.. packets.Select((bytes, i) => new Frame(bytes, 1_700_000_000_000_000_000 + (i * 1_000_000L)))];
    }
}
