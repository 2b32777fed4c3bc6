using Microboxes.Host.Configuration;
using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Dpdk;
using Microboxes.Host.Native.Dpdk;

namespace Microboxes.Host.Control;

/// <summary>Opens the devices that are ports with live traffic.</summary>
internal static class LivePorts
{
    internal static bool IsLive(DeviceOptions device) => device.Spec.StartsWith(DeviceSpec.DpdkPrefix, StringComparison.Ordinal);

    /// <exception cref="DeviceException">DPDK is not there, or refuses a port.</exception>
    internal static IPacketDevice Open(DeviceOptions device, HostOptions options)
    {
        string[] ports = [.. PortsOf(device)];
        return DpdkDevice.Open(device.Spec, ports, device.Mode == DeviceMode.Inline || (device.Mode == DeviceMode.Auto && ports.Length == 2), StartOf(options));
    }

    // All that any device needs, because the environment starts only once.
    private static DpdkStart StartOf(HostOptions options) => new()
    {
        Megabytes = options.Dpdk.Megabytes,
        Arguments = options.Dpdk.Arguments,
        LogFile = options.Dpdk.LogFile,
        PciAddresses = [.. options.Devices.Where(IsLive).SelectMany(PortsOf).Select(port => port.Split(',')[0]).Where(DpdkPort.IsPciAddress)],
    };

    private static IEnumerable<string> PortsOf(DeviceOptions device) =>
        new[] { device.Spec, device.Peer }.Where(spec => spec.Length > 0).Select(spec => spec[DeviceSpec.DpdkPrefix.Length..]);
}
