using Microboxes.Host.Configuration;

namespace Microboxes.Host.Commands;

/// <summary>The options of a command that brings its own plan: one capture through one network function.</summary>
internal static class CommandOptions
{
    internal static HostOptions Replay(string file, string function, params (string Name, string Value)[] settings) => new()
    {
        Devices = [new() { Name = "file", Spec = DeviceSpec.PcapPrefix + file }],
        Plugins = new() { Watch = false },
        Applications = [new() { Name = function, Functions = [new() { Function = function, Settings = settings.ToDictionary(s => s.Name, s => s.Value) }] }],
    };
}
