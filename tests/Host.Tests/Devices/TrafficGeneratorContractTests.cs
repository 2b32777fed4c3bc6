using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Generation;

namespace Microboxes.Host.Tests.Devices;

/// <summary>The contract, for generated connections.</summary>
public sealed class TrafficGeneratorContractTests : PacketDeviceContract
{
    private protected override IPacketDevice Open() => new TrafficGenerator(new()
    {
        Flows = 100,
        Concurrent = 7,
        Loss = 0.1,
        Reorder = 0.1,
        Duplicate = 0.1,
        FragmentSize = 600,
        Ipv6 = 0.5,
    });
}
