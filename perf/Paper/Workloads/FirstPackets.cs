using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.Workloads;

/// <summary>The beginning of what a device delivers.</summary>
internal sealed unsafe class FirstPackets(IPacketDevice device, long most) : IPacketDevice
{
    public string Name => device.Name;

    public long Received => device.Received;

    public double Progress => device.Progress;

    public bool IsExhausted => device.IsExhausted || device.Received >= most;

    public int Receive(PacketDescriptor* burst, int limit) => device.Receive(burst, (int)Math.Min(limit, most - device.Received));

    public void Dispose() => device.Dispose();
}
