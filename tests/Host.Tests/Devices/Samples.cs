using Microboxes.Testing.Packets;

namespace Microboxes.Host.Tests.Devices;

/// <summary>Packets to fill captures with.</summary>
internal static class Samples
{
    internal const long Start = 1_600_000_000L * 1_000_000_000;

    /// <summary>300 frames of all lengths of 0 to 299 bytes behind their headers, 1 ms + 1 ns apart.</summary>
    internal static IReadOnlyList<Frame> Packets { get; } = [.. Enumerable.Range(0, 300).Select(Packet)];

    private static Frame Packet(int index)
    {
        byte[] payload = new byte[index];
        new Random(index).NextBytes(payload);
        byte[] bytes = new PacketBuilder { Payload = payload, Sequence = (uint)index }.Tcp();
        return new(bytes, Start + (index * 1_000_001L), WireLength: bytes.Length + (index % 3));
    }
}
