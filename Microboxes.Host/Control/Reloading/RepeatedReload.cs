using Microboxes.Host.Devices;
using Microboxes.Host.Loading;

namespace Microboxes.Host.Control.Reloading;

/// <summary>Replaces every plugin in use by a new load of the same file, again and again, at points that packets reach while they flow.</summary>
internal sealed class RepeatedReload
{
    // Old versions are many here: they are collected in batches, because a collection stops every lane for a moment.
    private const int VersionsPerCollection = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(0.1);

    private readonly LivePlugins plugins;
    private readonly PacketGate gate;
    private readonly Thread thread;
    private volatile bool stopping;

    internal RepeatedReload(LivePlugins plugins, PacketGate gate)
    {
        this.plugins = plugins;
        this.gate = gate;
        thread = new(Run) { IsBackground = true, Name = "reload" };
    }

    /// <summary>Why it gave up, in one sentence, or null.</summary>
    internal string? Fault { get; private set; }

    internal void Start() => thread.Start();

    /// <summary>Ends it; to be called when no more packets come.</summary>
    internal void Stop()
    {
        stopping = true;
        thread.Join();
    }

    private void Run()
    {
        try
        {
            while (!stopping) Once();
        }
        catch (PluginException refusal)
        {
            Fault = refusal.Message;
        }
        finally
        {
            gate.Close();
        }
    }

    private void Once()
    {
        IReadOnlyList<PluginEntry> prepared = plugins.PrepareAll();
        gate.Offer(() => Post(prepared));
        while (!gate.IsTaken && !stopping) Thread.Sleep(Pause);
        if (!gate.IsTaken)
        {
            foreach (PluginEntry entry in prepared) entry.Swap!.Abandon();
        }

        while (!prepared.All(e => e.Swap!.IsDone)) Thread.Sleep(Pause);
        plugins.Finish(prepared);
        if (prepared.Sum(e => e.Ledger.Remaining.Count) > VersionsPerCollection) GC.Collect();
    }

    private static void Post(IReadOnlyList<PluginEntry> prepared)
    {
        foreach (PluginEntry entry in prepared) entry.Swap!.Post();
    }
}
