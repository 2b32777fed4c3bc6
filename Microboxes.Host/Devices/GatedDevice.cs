using Microboxes.Host.Observability;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices;

/// <summary>A device behind a gate. All its packets pass one point, so its own queues are not used.</summary>
internal sealed unsafe class GatedDevice(IPacketDevice device, PacketGate gate) : IPacketDevice
{
    public string Name => device.Name;

    public long Received => device.Received;

    public double Progress => device.Progress;

    public string? FaultSentence => device.FaultSentence;

    public bool IsExhausted => device.IsExhausted;

    public long LastTimestamp => device.LastTimestamp;

    public IPacketSink? Sink => device.Sink;

    public bool IsLive => device.IsLive;

    public DropCounters? Drops => device.Drops;

    public int Receive(PacketDescriptor* burst, int limit)
    {
        int allowed = gate.Allow(limit);
        if (allowed == 0) return 0;
        int count = device.Receive(burst, allowed);
        gate.Count(count);
        return count;
    }

    public void Release(nint lease) => device.Release(lease);

    public void OnLaneStart() => device.OnLaneStart();

    public void OnLaneEnd() => device.OnLaneEnd();

    public void Dispose() => device.Dispose();
}
