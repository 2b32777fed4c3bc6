namespace Microboxes.Host.Control.Reloading;

/// <summary>
/// Looks after the plugins' folder on a thread of its own: woken by the file system's events, and looking again and again because those do not tell of everything.
/// </summary>
internal sealed class PluginWatcher : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenCollections = TimeSpan.FromSeconds(1);

    private readonly LivePlugins plugins;
    private readonly AutoResetEvent wake = new(false);
    private readonly FileSystemWatcher? events;
    private readonly Thread thread;
    private long lastCollection;
    private volatile bool stopping;

    internal PluginWatcher(LivePlugins plugins)
    {
        this.plugins = plugins;
        thread = new(Run) { IsBackground = true, Name = "plugins" };
        events = Watch(plugins.Folder);
        thread.Start();
    }

    public void Dispose()
    {
        stopping = true;
        wake.Set();
        thread.Join();
        events?.Dispose();
        wake.Dispose();
    }

    private void Run()
    {
        while (!stopping)
        {
            plugins.Scan(Environment.TickCount64);
            CollectRetired();
            wake.WaitOne(Period);
        }
    }

    // A full collection stops every lane for a moment: no more often than needed to prove that old versions are gone.
    private void CollectRetired()
    {
        long now = Environment.TickCount64;
        if (now - lastCollection < BetweenCollections.TotalMilliseconds || !plugins.Entries.Any(e => e.Ledger.WantsCollection)) return;
        lastCollection = now;
        foreach (PluginEntry entry in plugins.Entries) entry.Ledger.CountCollection();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private FileSystemWatcher? Watch(string folder)
    {
        try
        {
            FileSystemWatcher watcher = new(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.Attributes };
            watcher.Changed += (_, _) => wake.Set();
            watcher.Created += (_, _) => wake.Set();
            watcher.Deleted += (_, _) => wake.Set();
            watcher.Renamed += (_, _) => wake.Set();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // No such folder yet, or no more watches: looking again and again is enough.
            return null;
        }
    }
}
