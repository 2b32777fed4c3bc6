using Microboxes.Host.Devices;
using Microboxes.Testing.Packets;

namespace Microboxes.Host.Tests.Devices;

/// <summary>The contract, for packets in memory.</summary>
public sealed class MemoryDeviceContractTests : PacketDeviceContract
{
    private protected override IPacketDevice Open() => FrameDevice.Open(Samples.Packets, rounds: 3);
}
