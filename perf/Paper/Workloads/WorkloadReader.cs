using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.Workloads;

/// <summary>One reader's position in a workload: the device of one stack. Packets stay where they are; only descriptors are written.</summary>
internal sealed unsafe class WorkloadReader(Workload workload, IRelease release) : IPacketDevice
{
    private readonly MemoryPacket* packets = workload.Packets;
    private readonly long count = workload.Count;
    private readonly long span = workload.Span;
    private long position;
    private long shift;

    public string Name => workload.Name;

    public bool IsExhausted => false;

    public long Received { get; private set; }

    public double Progress => -1;

    public int Receive(PacketDescriptor* burst, int limit)
    {
        long free = Math.Min(release.Released - Received, count - position);
        if (free <= 0) return 0;
        int taken = (int)Math.Min(limit, free);
        MemoryPacket* packet = packets + position;
        for (int i = 0; i < taken; i++, packet++)
        {
            burst[i].data = packet->data;
            burst[i].length = packet->length;
            burst[i].wireLength = packet->wireLength;
            burst[i].timestamp = packet->timestamp + shift;
            burst[i].lease = 0;
            burst[i].number = Received + i;
            burst[i].linkLayer = packet->linkLayer;
            burst[i].port = packet->port;
            burst[i].queue = 0;
        }

        Received += taken;
        position += taken;
        if (position == count)
        {
            position = 0;
            shift += span;
        }

        return taken;
    }

    public void Dispose()
    {
    }
}
