using Microboxes.Host.Native.Dpdk;

namespace Microboxes.Host.Devices.Dpdk;

/// <summary>Passes bursts from either port to the other, buffers and all (what dpdk-testpmd calls io).</summary>
internal sealed class PortForwarder : IPacketForwarder
{
    private readonly DpdkPort[] ports;
    private readonly long[] received;
    private long delivered;
    private long refused;
    private volatile bool stopRequested;

    internal PortForwarder(string name, IReadOnlyList<DpdkPort> ports)
    {
        Name = "forwarder:" + name;
        this.ports = [.. ports];
        received = new long[ports.Count];
    }

    public string Name { get; }

    public long Delivered => Volatile.Read(ref delivered);

    public long Refused => Volatile.Read(ref refused);

    public long Bytes => ports.Sum(port => (long)port.Counts().receivedBytes);

    public bool IsComplete => stopRequested;

    public void RequestStop() => stopRequested = true;

    public void OnLaneStart() => DpdkThread.Enter();

    public void OnLaneEnd() => DpdkThread.Leave();

    /// <summary>Packets received on a port.</summary>
    internal long ReceivedBy(int port) => Volatile.Read(ref received[port]);

    public int DoWork(int budget)
    {
        int done = 0;
        while (done < budget && !stopRequested)
        {
            int passed = Pass(0, 1) + Pass(1, 0);
            if (passed == 0) break;
            done += passed;
        }

        return done;
    }

    private int Pass(int from, int to)
    {
        (int count, int left) = ports[from].PassTo(ports[to], 0);
        if (count == 0) return 0;
        received[from] += count;
        delivered += count - left;
        refused += left;
        return count;
    }
}
