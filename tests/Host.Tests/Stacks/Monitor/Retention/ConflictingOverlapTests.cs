using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Tests.Control;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;
using Microboxes.Testing.Packets;
using Xunit;

namespace Microboxes.Host.Tests.Stacks.Monitor.Retention;

public sealed class ConflictingOverlapTests
{
    [Theory]
    [InlineData(10_000, "abcXXf", 2, 3)]
    [InlineData(10_000, "abcdef", 0, 0)]
    [InlineData(0, "abcXXf", 0, 0)]
    [InlineData(2, "abcXXf", 1, 4)]
    [InlineData(2, "abcdXf", 1, 4)]
    public void Monitor_BytesSentAgain_AreComparedWhereRetained(int retain, string again, int length, int offset)
    {
        PacketBuilder client = new() { Sequence = 1000 };
        PacketBuilder server = client.Reversed with { Sequence = 5000 };
        byte[][] packets =
        [
            (client with { Flags = TcpFlags.Syn }).Tcp(),
            (server with { Flags = TcpFlags.Syn | TcpFlags.Ack, Acknowledgment = 1001 }).Tcp(),
            (client with { Sequence = 1001, Acknowledgment = 5001 }).Tcp(),
            (client with { Sequence = 1001, Acknowledgment = 5001, Payload = "abcdef"u8.ToArray() }).Tcp(),
            (client with { Sequence = 1001, Acknowledgment = 5001, Payload = System.Text.Encoding.ASCII.GetBytes(again) }).Tcp(),
        ];
        EventList conflicts = new(declaration => declaration.Subscribe("ANOMALY/CONFLICTING_OVERLAP", retain: retain));
        HostOptions options = TestPlane.Options(1);
        using Plane plane = TestPlane.Build(options, _ => FrameDevice.Open(packets.Select((bytes, i) => new Frame(bytes, i))), conflicts);
        plane.Run(TestContext.Current.CancellationToken);
        Assert.Equal(length == 0 ? [] : [(EventTypes.ConflictingOverlap, length, (ulong)offset)], conflicts.Events);
    }
}
