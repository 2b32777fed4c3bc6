using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.Traces;

/// <summary>A trace in memory, lent to one plane after the other, from its beginning each time.</summary>
internal sealed unsafe class LentDevice : IPacketDevice
{
    private readonly MemoryDevice trace;

    internal LentDevice(MemoryDevice trace)
    {
        this.trace = trace;
        trace.Rewind();
    }

    public string Name => trace.Name;

    public long Received => trace.Received;

    public double Progress => trace.Progress;

    public bool IsExhausted => trace.IsExhausted;

    public int Receive(PacketDescriptor* burst, int limit) => trace.Receive(burst, limit);

    public void Dispose()
    {
    }
}
