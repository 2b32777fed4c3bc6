using System.Diagnostics;
using System.Globalization;
using Microboxes.Host.Devices.Dpdk;
using Microboxes.Host.Native.Dpdk;
using Microboxes.Plugins.Events;

namespace Microboxes.Testing.Packets;

/// <summary>
/// Two wires in user space. One end of each belongs to the test, which sends and receives frames there; the other ends are the ports of the device under test.
/// </summary>
internal sealed unsafe class WirePair : IDisposable
{
    private static int number;
    private readonly DpdkDevice ends;

    internal WirePair(int sendQueues = 1, int slots = 4096)
    {
        DpdkPresence.Require();
        string name = string.Create(CultureInfo.InvariantCulture, $"wire{Interlocked.Increment(ref number)}");
        DpdkPort.Join($"{name}a", $"{name}A", sendQueues, slots);
        DpdkPort.Join($"{name}b", $"{name}B", sendQueues, slots);
        First = $"port=net_ring_{name}A";
        Second = $"port=net_ring_{name}B";
        ends = DpdkDevice.Open("test", [$"port=net_ring_{name}a", $"port=net_ring_{name}b"], forwards: true);
        ends.TrySplit(1);
    }

    /// <summary>The ports of the device under test, as <see cref="DpdkDevice.Open"/> takes them.</summary>
    internal string First { get; }

    internal string Second { get; }

    /// <summary>Buffers of frames sent by the test that did not come back to it or to their pool.</summary>
    internal int BuffersInUse
    {
        get
        {
            ends.ReturnReleased();
            return ends.BuffersInUse;
        }
    }

    /// <summary>Sends frames into the first port (0) or the second (1); false when the wire is full.</summary>
    internal bool Send(byte[] frame, ushort port)
    {
        bool sent;
        fixed (byte* first = frame) sent = ends.Sink!.TryInject(first, frame.Length, ends.Sink.OtherSide(port));
        return sent && ends.Sink!.Flush() == 0;
    }

    /// <summary>True when nothing came out at either side. What did is thrown away.</summary>
    internal bool IsEmpty
    {
        get
        {
            PacketDescriptor packet;
            if (ends.Receive(&packet, 1) == 0) return true;
            ends.Release(packet.lease);
            return false;
        }
    }

    /// <summary>Receives until there are so many frames or nothing came for a while.</summary>
    internal List<(byte[] Bytes, ushort Port)> Receive(int count)
    {
        List<(byte[], ushort)> frames = [];
        PacketDescriptor* burst = stackalloc PacketDescriptor[32];
        Stopwatch silence = Stopwatch.StartNew();
        while (frames.Count < count && silence.Elapsed < TimeSpan.FromSeconds(10))
        {
            int received = ends.Receive(burst, 32);
            for (int i = 0; i < received; i++)
            {
                frames.Add((new ReadOnlySpan<byte>(burst[i].data, burst[i].length).ToArray(), burst[i].port));
                ends.Release(burst[i].lease);
            }

            if (received > 0) silence.Restart();
            else Thread.Yield();
        }

        return frames;
    }

    public void Dispose() => ends.Dispose();
}
