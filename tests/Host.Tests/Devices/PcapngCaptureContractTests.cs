using Microboxes.Host.Devices;

namespace Microboxes.Host.Tests.Devices;

/// <summary>The contract, for a pcapng capture.</summary>
public sealed class PcapngCaptureContractTests : PacketDeviceContract
{
    private protected override IPacketDevice Open() => CaptureBytes.Open(CaptureBytes.Pcapng(Samples.Packets));
}
