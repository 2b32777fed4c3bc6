using Microboxes.Host.Devices;

namespace Microboxes.Host.Tests.Devices;

/// <summary>The contract, for a classic capture.</summary>
public sealed class ClassicCaptureContractTests : PacketDeviceContract
{
    private protected override IPacketDevice Open() => CaptureBytes.Open(CaptureBytes.Classic(Samples.Packets));
}
