using System.Collections.Concurrent;
using Microboxes.Host.Configuration;
using Microboxes.Host.Control.Reloading;
using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Host.Loading;
using Microboxes.Host.Tests.Loading;
using Microboxes.Testing;
using Xunit;

namespace Microboxes.Host.Tests.Control.Reloading;

/// <summary>A plane that runs over endless traffic while a test drops plugins into its folder.</summary>
internal sealed class LiveRig : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource stop = new();
    private readonly LivePlane plane;
    private readonly Thread thread;
    private bool ended;

    /// <summary>Starts with version "one" of the NF A in A/A.dll, named by the only application.</summary>
    /// <param name="first">The source of A, if another.</param>
    /// <param name="wanted">What the application names beside A, there or not.</param>
    internal LiveRig(string? first = null, params string[] wanted)
    {
        Drop("A/A.dll", first ?? VersionedNf.Source("A", "one"));
        HostOptions options = TestPlane.Options(0, Placement.Packed, "mem:flows=100000000,concurrent=50,size=2000");
        options.Applications[0].Functions.Add(new() { Function = "A" });
        foreach (string name in wanted) options.Applications[0].Functions.Add(new() { Function = name });
        options.Plugins.Path = folder.FullName;
        options.Stacks.FlowTableCapacity = 4096;
        plane = LivePlane.Build(options, new SilentOutputs(), folder.FullName, Told.Enqueue);
        thread = new(() => plane.Run(stop.Token)) { IsBackground = true };
        thread.Start();
        Until(() => Count("one") > 0);
    }

    /// <summary>Every sentence told.</summary>
    internal ConcurrentQueue<string> Told { get; } = new();

    internal LivePlugins Plugins => plane.Plugins;

    internal string File(string name) => folder.File(name);

    /// <summary>Compiles a plugin into the folder.</summary>
    internal void Drop(string name, string source) => CompiledPlugin.Write(folder.File(name), source);

    /// <summary>Compiles a plugin beside the folder and gives its bytes.</summary>
    internal static byte[] Compiled(string name, string source)
    {
        using TemporaryFolder aside = new();
        CompiledPlugin.Write(aside.File(name), source);
        return System.IO.File.ReadAllBytes(aside.File(name));
    }

    internal PluginReport Report(string plugin = "A") => plane.Report().Plugins.Single(p => p.Path.EndsWith($"{plugin}.dll", StringComparison.Ordinal));

    /// <summary>A counter of the NFs, all instances together.</summary>
    internal long Count(string counter, string function = "A") =>
        plane.Report().Functions.Where(f => f.Name == function).SelectMany(f => f.Counters).Where(c => c.Key == counter).Sum(c => c.Value);

    /// <summary>Waits for something that comes by itself.</summary>
    internal static void Until(Func<bool> condition)
    {
        long end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > end) Assert.Fail("What was waited for did not come.");
            Thread.Sleep(5);
        }
    }

    internal void Becomes(string state, string plugin = "A") => Until(() => plane.Report().Plugins.Any(p => p.Path.EndsWith($"{plugin}.dll", StringComparison.Ordinal) && p.State == state));

    /// <summary>Waits until every old version has left memory; where one stays, says what keeps it.</summary>
    internal void OldVersionsLeave(string plugin = "A")
    {
        Until(() => Report(plugin) is { Retired: > 0 } report && (report.Collected == report.Retired || report.Leaked.Count > 0));
        PluginEntry entry = Plugins.Entries.Single(e => e.Name == plugin);
        if (entry.Ledger.Remaining is { Count: > 0 } remaining) Assert.Fail(string.Join(" -> ", UnloadDoctor.Examine(remaining)[0].Root));
    }

    /// <summary>Packets still flow, through the NF that is in use.</summary>
    internal void TrafficFlows(string counter)
    {
        long before = Count(counter);
        Until(() => Count(counter) > before + 1000);
    }

    /// <summary>Ends the traffic and gives the report; nothing may have been lost.</summary>
    internal PlaneReport End()
    {
        stop.Cancel();
        Assert.True(thread.Join(Patience), "The plane does not end.");
        ended = true;
        PlaneReport report = plane.Report();
        Assert.Equal(report.Packets, report.Delivered);
        return report;
    }

    public void Dispose()
    {
        if (!ended) End();
        plane.Dispose();
        stop.Dispose();
        folder.Dispose();
    }
}
