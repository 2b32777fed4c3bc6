using System.Globalization;
using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Tests.Control;

/// <summary>One device, one stack line and the NFs a test made itself, wired as the engine wires them.</summary>
internal static class TestPlane
{
    /// <summary>The options of a plane whose functions are named F0, F1 and so on.</summary>
    internal static HostOptions Options(int functions, Placement placement = Placement.Inline, string device = "mem:") => new()
    {
        Devices = [new() { Name = "device", Spec = device }],
        Lanes = new() { Placement = placement },
        Applications = [new() { Name = "test", Functions = [.. Enumerable.Range(0, functions).Select(i => new FunctionOptions { Function = Name(i) })] }],
    };

    internal static Plane Build(HostOptions options, params NetworkFunction[] functions) =>
        Build(options, device => DeviceFactory.Open(device.Spec), functions);

    internal static Plane Build(HostOptions options, Func<DeviceOptions, IPacketDevice> open, params NetworkFunction[] functions) =>
        Plane.Build(options, new DemoOutputs(), name => functions[int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture)], open);

    internal static string Name(int function) => $"F{function}";
}
