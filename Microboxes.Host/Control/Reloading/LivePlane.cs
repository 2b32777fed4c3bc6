using Microboxes.Host.Configuration;
using Microboxes.Host.Devices;
using Microboxes.Host.Functions;
using Microboxes.Host.Loading;

namespace Microboxes.Host.Control.Reloading;

/// <summary>A plane whose plugins are loaded, swapped and removed while it runs.</summary>
internal sealed class LivePlane : IPlane, IChangeablePlane
{
    private readonly Plane plane;
    private readonly LivePlugins plugins;
    private readonly PacketGate? gate;
    private IReadOnlyList<LeakReport> leaks = [];

    private LivePlane(Plane plane, LivePlugins plugins, PacketGate? gate)
    {
        this.plane = plane;
        this.plugins = plugins;
        this.gate = gate;
    }

    /// <summary>The plugins and what may be done with them.</summary>
    internal LivePlugins Plugins => plugins;

    public PlaneChanges Changes => plane.Changes;

    /// <param name="options">What to run. Where an application says "*", it is given what that stands for.</param>
    /// <param name="outputs">Where results go.</param>
    /// <param name="folder">The folder of the plugins.</param>
    /// <param name="tell">Hears of every change of a plugin, in sentences.</param>
    internal static LivePlane Build(HostOptions options, INfOutputs outputs, string folder, Action<string> tell)
    {
        LivePlugins plugins = new(folder, options.Applications, tell);
        options.Applications = Applications(options, plugins, tell);
        PacketGate? gate = options.Plugins.ReloadEvery > 0 ? new(options.Plugins.ReloadEvery) : null;
        Plane plane = Plane.Build(options, outputs, plugins.Create, device => Gated(Plane.Open(device, options), gate));
        plugins.Follow(plane);
        plugins.ChangeApplications = change => plane.Changes.Apply(options.With(change(plane.Changes.Current.Options.Applications)));
        plane.Changes.Applied = plan => options.Applications = plan.Options.Applications;
        return new(plane, plugins, gate);
    }

    public void Run(CancellationToken stop)
    {
        if (gate == null) RunWatched(stop);
        else RunWithReloads(gate, stop);
        plugins.Finish(plugins.Entries);
    }

    public PlaneReport Report() => plane.Report() with { Plugins = [.. plugins.Entries.Select(e => PluginReports.Of(e, leaks))] };

    public PlaneStatus? Status => plane.Status;

    /// <summary>What runs them.</summary>
    internal Plane Running => plane;

    public void Dispose() => plane.Dispose();

    // Where a folder is named, what is not there yet may be dropped later; without one, a name that is not there is a mistake.
    private static List<ApplicationOptions> Applications(HostOptions options, LivePlugins plugins, Action<string> tell)
    {
        bool mayBeAbsent = options.Plugins.Watch && options.Plugins.Path.Length > 0;
        IReadOnlyCollection<string> names = plugins.Names;
        if (mayBeAbsent)
        {
            foreach (string absent in options.Applications.SelectMany(a => a.Functions).Select(f => f.Function).Except(names).Except([EveryFunction.Name]).Distinct())
                tell($"There is no NF '{absent}' in {plugins.Folder} yet: it runs as soon as its plugin is dropped there.");
        }

        return EveryFunction.Resolve(options.Applications, names, mayBeAbsent);
    }

    private static IPacketDevice Gated(IPacketDevice device, PacketGate? gate) => gate == null ? device : new GatedDevice(device, gate);

    private void RunWatched(CancellationToken stop)
    {
        using PluginWatcher watcher = new(plugins);
        plane.Run(stop);
    }

    private void RunWithReloads(PacketGate points, CancellationToken stop)
    {
        RepeatedReload reload = new(plugins, points);
        reload.Start();
        plane.Run(stop);
        reload.Stop();
        foreach (PluginEntry entry in plugins.Entries) entry.Ledger.Collect();
        if (plugins.Entries.Any(e => e.Ledger.Remaining.Count > 0)) leaks = UnloadDoctor.Examine([.. plugins.Entries.SelectMany(e => e.Ledger.Remaining)]);
        if (reload.Fault != null) throw new PluginException(reload.Fault);
    }
}
