using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Generation;

namespace Microboxes.Host.Tests.Devices;

/// <summary>The contract, for benchmark packets.</summary>
public sealed class RandomTraceContractTests : PacketDeviceContract
{
    private protected override IPacketDevice Open() => new RandomTrace(50, 300, 100, rounds: 3);
}
