using System.Text;
using Microboxes.Host;
using Microboxes.Host.Commands;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Reloading;
using Microboxes.Host.Lanes;
using Microboxes.Testing;

namespace Microboxes.Nf.Tests.Reloading;

/// <summary>The shipped NFs as an operator has them: files in a folder, loaded by a host that follows them.</summary>
internal sealed class DroppedFunctions : IDisposable
{
    /// <summary>All of them.</summary>
    internal static readonly string[] All = ["Firewall", "FlowStats", "Logger", "StreamFiles", "Digest"];

    private readonly TemporaryFolder folder = new();

    internal DroppedFunctions()
    {
        foreach (string name in All)
        {
            Directory.CreateDirectory(folder.File(name));
            File.Copy(Path.Combine(AppContext.BaseDirectory, name + ".dll"), folder.File($"{name}/{name}.dll"));
        }
    }

    /// <summary>Replays a device, as the configuration names it, into some of them.</summary>
    /// <returns>The report and what each wrote, sorted.</returns>
    internal (PlaneReport Report, IReadOnlyDictionary<string, string[]> Records) Run(string device, IReadOnlyList<string> functions, Placement placement, int reloadEvery = 0, int stacks = 1, Action<HostOptions>? change = null)
    {
        HostOptions options = new()
        {
            Devices = [new() { Name = "device", Spec = device }],
            Lanes = new() { Placement = placement },
            Stacks = new() { Count = stacks, FlowTableCapacity = 8192, RingSize = 4096 },
            Plugins = new() { Watch = false, ReloadEvery = reloadEvery },
            Applications = [new() { Name = "application", Functions = [.. functions.Select(f => new FunctionOptions { Function = f })] }],
        };
        change?.Invoke(options);
        DemoOutputs outputs = new();
        using LivePlane plane = LivePlane.Build(options, outputs, folder.FullName, _ => { });
        plane.Run(CancellationToken.None);
        return (plane.Report(), functions.ToDictionary(f => f, f => outputs.Of(f).Select(r => Encoding.UTF8.GetString(r.Span)).Order(StringComparer.Ordinal).ToArray()));
    }

    public void Dispose() => folder.Dispose();
}
