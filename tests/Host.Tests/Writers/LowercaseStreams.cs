using System.Net;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Packets;

namespace Microboxes.Host.Tests.Writers;

/// <summary>
/// Connections whose clients send lower-case letters: segments of random length, some lost and sent again, some out of order, some sent again cut otherwise.
/// </summary>
internal static class LowercaseStreams
{
    private const int Bytes = 6000;

    /// <summary>The letter at an offset of every stream.</summary>
    internal static byte At(long offset) => (byte)('a' + ((offset * 7) % 26));

    internal static List<Frame> Frames(int connections, int seed, bool reorders)
    {
        Random random = new(seed);
        List<List<byte[]>> all = [.. Enumerable.Range(0, connections).Select(i => Connection(i, random, reorders))];
        List<Frame> frames = [];
        while (all.Any(c => c.Count > 0))
        {
            List<byte[]> connection = all[random.Next(all.Count)];
            if (connection.Count == 0) continue;
            frames.Add(new(connection[0], 1_700_000_000_000_000_000 + (frames.Count * 1_000_000L)));
            connection.RemoveAt(0);
        }

        return frames;
    }

    private static List<byte[]> Connection(int number, Random random, bool reorders)
    {
        PacketBuilder client = new()
        {
            Source = IPAddress.Parse(number % 2 == 0 ? "10.0.0.1" : "2001:db8::1"),
            Destination = IPAddress.Parse(number % 2 == 0 ? "10.0.0.2" : "2001:db8::2"),
            SourcePort = (ushort)(2000 + number),
            Flags = TcpFlags.Syn,
            Sequence = uint.MaxValue - 2000,
        };
        uint first = client.Sequence + 1;
        PacketBuilder server = client.Reversed with { Flags = TcpFlags.Syn | TcpFlags.Ack, Sequence = 9, Acknowledgment = first };
        List<byte[]> packets = [client.Tcp(), server.Tcp(), (client with { Flags = TcpFlags.Ack, Sequence = first, Acknowledgment = 10 }).Tcp()];
        List<(int Offset, int Length)> pieces = Pieces(random, reorders);
        foreach ((int offset, int length) in pieces)
        {
            byte[] payload = [.. Enumerable.Range(offset, length).Select(o => At(o))];
            packets.Add((client with { Flags = TcpFlags.Ack, Sequence = first + (uint)offset, Acknowledgment = 10, Payload = payload }).Tcp());
        }

        packets.Add((server with { Flags = TcpFlags.Ack, Sequence = 10, Acknowledgment = first + Bytes }).Tcp());
        return packets;
    }

    private static List<(int, int)> Pieces(Random random, bool reorders)
    {
        List<(int, int)> pieces = [];
        for (int offset = 0; offset < Bytes;)
        {
            int length = Math.Min(random.Next(1, 700), Bytes - offset);
            pieces.Add((offset, length));
            offset += length;
            if (random.Next(3) != 0) continue;
            int again = Math.Max(0, offset - random.Next(1, 1500));
            pieces.Add((again, Math.Min(random.Next(1, 900), offset - again)));
        }

        for (int i = 3; reorders && i + 1 < pieces.Count; i++)
        {
            if (random.Next(4) == 0) (pieces[i], pieces[i + 1]) = (pieces[i + 1], pieces[i]);
        }

        return pieces;
    }
}
