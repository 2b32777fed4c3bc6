using System.Net;
using Microboxes.Host.Configuration;
using Microboxes.Host.Devices;
using Microboxes.Host.Devices.Dpdk;
using Microboxes.Host.Native.Dpdk;
using Microboxes.Host.Stacks.Network.Routing;

namespace Microboxes.Host.Control;

/// <summary>Opens the devices that are ports with live traffic.</summary>
internal static class LivePorts
{
    internal static bool IsLive(DeviceOptions device) => device.Spec.StartsWith(DeviceSpec.DpdkPrefix, StringComparison.Ordinal);

    /// <exception cref="DeviceException">DPDK is not there, or refuses a port.</exception>
    internal static IPacketDevice Open(DeviceOptions device, HostOptions options)
    {
        string[] ports = [.. PortsOf(device)];
        bool isRouted = device.Mode == DeviceMode.Routed;
        bool forwards = isRouted || device.Mode == DeviceMode.Inline || (device.Mode == DeviceMode.Auto && ports.Length == 2);
        return DpdkDevice.Open(device.Spec, ports, forwards, StartOf(options), isRouted ? (transmitter, links) => RouterOf(device, transmitter, links) : null);
    }

    /// <summary>The router of a device that is configured as one.</summary>
    internal static Router RouterOf(DeviceOptions device, IPortTransmitter transmitter, IReadOnlyList<PortAddress> links)
    {
        List<string>[] addresses = [device.Addresses, device.PeerAddresses];
        RouterPort[] ports = [.. links.Select((link, i) => new RouterPort((ushort)i, link, [.. addresses[i].Select(Address)]))];
        return new(ports, new(ports, [.. device.Routes.Select(Route)]), transmitter);
    }

    private static (IPAddress Address, int Prefix) Address(string text) =>
        RoutingText.TryParseAddress(text, out (IPAddress Address, int Prefix) address) ? address : throw new PlanException($"'{text}' is no address with a network's length.");

    private static (IPAddress Network, int Prefix, IPAddress Via) Route(string text) =>
        RoutingText.TryParseRoute(text, out (IPAddress Network, int Prefix, IPAddress Via) route) ? route : throw new PlanException($"'{text}' is no route.");

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
