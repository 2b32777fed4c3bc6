using Microboxes.Host.Devices;
using Microboxes.Plugins.Events;

namespace Microboxes.Testing.Packets;

/// <summary>Delivers what another device does, and has its packets sent on.</summary>
internal sealed unsafe class ForwardingDevice(IPacketDevice source, IPacketSink sink) : IPacketDevice
{
    public string Name => source.Name;

    public long Received => source.Received;

    public double Progress => source.Progress;

    public bool IsExhausted => source.IsExhausted;

    public IPacketSink Sink => sink;

    public int Receive(PacketDescriptor* burst, int limit) => source.Receive(burst, limit);

    public void Dispose() => source.Dispose();
}
