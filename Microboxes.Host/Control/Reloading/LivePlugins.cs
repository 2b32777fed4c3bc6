using Microboxes.Host.Configuration;
using Microboxes.Host.Loading;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Reloading;

/// <summary>
/// The plugins of a host that runs on: whatever becomes of their files, each is staged, read, loaded, rehearsed and only then swapped in; what fails on the way
/// leaves the version in use alone.
/// </summary>
internal sealed class LivePlugins
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, PluginEntry> entries = new(StringComparer.Ordinal);
    private readonly List<PluginEntry> coming = [];
    private readonly string folder;
    private readonly IReadOnlyList<ApplicationOptions> wishes;
    private readonly Action<string> tell;
    private Plane? plane;

    /// <param name="folder">Where the plugins lie.</param>
    /// <param name="wishes">What applications want, as it is configured.</param>
    /// <param name="tell">Hears of every change.</param>
    internal LivePlugins(string folder, IReadOnlyList<ApplicationOptions> wishes, Action<string> tell)
    {
        this.folder = Path.GetFullPath(folder);
        this.wishes = wishes;
        this.tell = tell;
    }

    /// <summary>The folder looked into.</summary>
    internal string Folder => folder;

    /// <summary>Changes the applications that run; null where that cannot be done.</summary>
    internal Action<Func<IReadOnlyList<ApplicationOptions>, List<ApplicationOptions>>>? ChangeApplications { get; set; }

    /// <summary>The NFs that there are, as far as that can be told without loading them; of those that two files claim, none.</summary>
    internal IReadOnlyCollection<string> Names => [.. PluginFiles.In(folder).SelectMany(NamesIn).GroupBy(name => name).Where(g => g.Count() == 1).Select(g => g.Key)];

    /// <summary>Makes an instance of the NF of that name, of the version in use.</summary>
    /// <exception cref="PluginException">There is none, or two, or the file cannot be used.</exception>
    internal NetworkFunction Create(string name)
    {
        lock (gate)
        {
            PluginEntry entry = EntryOf(name);
            if (entry.State == PluginState.Disabled && entry.Reason != null) throw new PluginException(entry.State, entry.Reason);
            if (entry.Version == null)
            {
                entry.Seen = entry.Handled = PluginStamp.Of(entry.Path, folder);
                entry.Version = PluginVersion.Load(entry.Path, folder);
                entry.Last = LastVersion.Of(entry.Version);
                entry.Functions = [.. entry.Version.Shapes.Keys];
                entry.State = PluginState.Active;
            }

            return entry.Version.Create(name);
        }
    }

    /// <summary>From here on changes are carried out in this plane.</summary>
    internal void Follow(Plane running)
    {
        lock (gate)
        {
            plane = running;
            foreach (string path in PluginFiles.In(folder).Where(p => !entries.ContainsKey(p)))
            {
                PluginEntry entry = new(path) { Functions = NamesIn(path), State = PluginState.Staged, Reason = "No application names it." };
                entry.Seen = entry.Handled = PluginStamp.Of(path, folder);
                if (entry.Functions.Count > 0) entries.Add(path, entry);
            }
        }
    }

    /// <summary>Looks at every file once, and carries out what has been quiet long enough.</summary>
    /// <param name="now">Milliseconds of the system's clock.</param>
    internal void Scan(long now)
    {
        lock (gate)
        {
            foreach (string path in PluginFiles.In(folder).Union(entries.Keys).ToArray()) Look(path, now);
            foreach (PluginEntry entry in entries.Values.Where(e => e.Swap is { IsDone: true })) Finish(entry);
        }

        // Not under the lock: a change of applications asks for instances, from other threads too.
        foreach (PluginEntry entry in coming) Attach(entry);
        coming.Clear();
    }

    /// <summary>Loads a plugin anew and puts it in the place of the version in use.</summary>
    /// <exception cref="PluginException">It cannot be used; the version in use runs on.</exception>
    internal void Reload(string function) => Renew(function, entry => Change(entry));

    /// <summary>Puts an NF that is out back to work.</summary>
    /// <exception cref="PluginException">It cannot be used.</exception>
    internal void Enable(string function) => Renew(function, entry =>
    {
        entry.IsSwitchedOff = false;
        Change(entry);
    });

    /// <summary>Takes an NF out until it is enabled again.</summary>
    /// <exception cref="PluginException">There is none of that name.</exception>
    internal void Disable(string function)
    {
        lock (gate)
        {
            PluginEntry entry = EntryOf(function);
            entry.IsSwitchedOff = true;
            TakeOut(entry, $"{function} was disabled by an operator: enable it to use it again.");
        }
    }

    /// <summary>The account of an NF's old versions.</summary>
    /// <exception cref="PluginException">There is none of that name.</exception>
    internal UnloadLedger LedgerOf(string function)
    {
        lock (gate) return EntryOf(function).Ledger;
    }

    /// <summary>Loads every plugin in use anew and prepares it; the caller posts and then <see cref="Finish(IEnumerable{PluginEntry})"/>es.</summary>
    internal IReadOnlyList<PluginEntry> PrepareAll()
    {
        lock (gate)
        {
            List<PluginEntry> prepared = [];
            foreach (PluginEntry entry in entries.Values.Where(e => e.Version != null && e.Swap == null && SitesOf(e).Count > 0))
            {
                entry.Swap = Prepared(entry, rehearse: false);
                prepared.Add(entry);
            }

            return prepared;
        }
    }

    /// <summary>Ends swaps that every lane has carried out or that were given up.</summary>
    internal void Finish(IEnumerable<PluginEntry> swapped)
    {
        lock (gate)
        {
            foreach (PluginEntry entry in swapped.Where(e => e.Swap is { IsDone: true })) Finish(entry);
        }
    }

    /// <summary>Every plugin there is or was.</summary>
    internal IReadOnlyList<PluginEntry> Entries
    {
        get
        {
            lock (gate) return [.. entries.Values];
        }
    }

    private void Renew(string function, Action<PluginEntry> change)
    {
        PluginEntry entry;
        lock (gate)
        {
            entry = EntryOf(function);
            change(entry);
        }

        entry.Swap?.Wait(TimeSpan.FromSeconds(10));
        lock (gate)
        {
            if (entry.Swap is { IsDone: true }) Finish(entry);
            if (entry.Reason != null) throw new PluginException(entry.State, entry.Reason);
        }
    }

    private void Look(string path, long now)
    {
        string stamp = PluginStamp.Of(path, folder);
        if (!entries.TryGetValue(path, out PluginEntry? entry)) entries.Add(path, entry = new(path));
        if (stamp != entry.Seen) (entry.Seen, entry.ChangedAt) = (stamp, now);
        if (stamp == entry.Handled || entry.Swap != null || !QuietTimes.HavePassed(entry, now)) return;
        Change(entry);
    }

    private void Change(PluginEntry entry)
    {
        entry.Handled = entry.Seen;
        if (entry.Seen == PluginStamp.None) Remove(entry);
        else if (!entry.IsSwitchedOff) Renew(entry);
    }

    private void Remove(PluginEntry entry)
    {
        TakeOut(entry, $"The plugin {entry.Path} was removed: put it back to use it again.");
        if (entry.Last == null) entries.Remove(entry.Path);
        foreach (PluginEntry other in entries.Values.Where(e => e.State == PluginState.Quarantined && e.Version == null)) other.Handled = PluginStamp.None;
    }

    private void TakeOut(PluginEntry entry, string reason)
    {
        foreach (NfSite site in SitesOf(entry)) site.Adapter.Proxy.TakeOut(reason);
        entry.Retire();
        entry.Become(PluginState.Disabled, reason, tell);
    }

    private void Renew(PluginEntry entry)
    {
        entry.Become(PluginState.Staged, null, tell);
        try
        {
            VersionSwap swap = Prepared(entry, rehearse: true);
            if (SitesOf(entry).Count == 0) KeepAside(entry, swap.Next);
            else Begin(entry, swap);
        }
        catch (PluginException refusal)
        {
            string remark = entry.Version == null ? "" : $" Version {entry.Version.Number} keeps running.";
            entry.Become(refusal.State, refusal.Message + remark, tell);
        }
    }

    private VersionSwap Prepared(PluginEntry entry, bool rehearse)
    {
        PluginVersion next = PluginVersion.Load(entry.Path, folder);
        try
        {
            IReadOnlyList<NfSite> sites = SitesOf(entry);
            PluginChecks.RequireOwnNames(entry, next, entries.Values);
            PluginChecks.RequireSameShape(entry, next, sites);
            entry.Functions = [.. next.Shapes.Keys];
            next.Prepare();
            foreach (FunctionOptions function in Wanted(entry)) HandOverTrial.Run(next, function);
            if (rehearse) Rehearse(entry, next);
            return VersionSwap.Prepare(next, entry.Last ?? LastVersion.Of(next), sites);
        }
        catch
        {
            entry.Ledger.Add(next.LetGo(entry.Name));
            throw;
        }
    }

    private void Rehearse(PluginEntry entry, PluginVersion next)
    {
        foreach (FunctionOptions function in Wanted(entry)) Rehearsal.Run(next, function);
    }

    private IEnumerable<FunctionOptions> Wanted(PluginEntry entry) => wishes.SelectMany(a => entry.Functions.Select(name => EveryFunction.Wish(a, name))).OfType<FunctionOptions>();

    private void KeepAside(PluginEntry entry, PluginVersion version)
    {
        if (ChangeApplications != null && Wanted(entry).Any())
        {
            entry.Version = version;
            entry.Last = LastVersion.Of(version);
            entry.Become(PluginState.Validated, null, tell);
            coming.Add(entry);
            return;
        }

        entry.Ledger.Add(version.LetGo(entry.Name));
        entry.Become(PluginState.Validated, "No application names it.", tell);
    }

    private void Attach(PluginEntry entry)
    {
        try
        {
            foreach (string name in entry.Functions) ChangeApplications!(running => EveryFunction.Add(name, running, wishes));
            lock (gate) entry.Become(PluginState.Active, null, tell);
        }
        catch (MistakeException mistake)
        {
            lock (gate)
            {
                entry.Retire();
                entry.Last = null;
                entry.Become(PluginState.Quarantined, mistake.Message, tell);
            }
        }
    }

    private void Begin(PluginEntry entry, VersionSwap swap)
    {
        entry.Become(PluginState.Validated, null, tell);
        entry.Swap = swap;
        entry.Become(PluginState.Draining, null, tell);
        swap.Post();
    }

    private void Finish(PluginEntry entry)
    {
        VersionSwap swap = entry.Swap!;
        entry.Swap = null;
        if (swap.IsAbandoned)
        {
            entry.Ledger.Add(swap.Next.LetGo(entry.Name));
            return;
        }

        entry.Counters.Count(swap.Results);
        string? refusal = swap.Results.Select(r => r.Refusal).FirstOrDefault(r => r != null);
        if (swap.Results.All(r => r.Refusal != null))
        {
            entry.Ledger.Add(swap.Next.LetGo(entry.Name));
            entry.Become(PluginState.Quarantined, refusal, tell);
            return;
        }

        entry.Retire();
        entry.Version = swap.Next;
        entry.Last = LastVersion.Of(swap.Next);
        entry.Become(refusal == null ? PluginState.Active : PluginState.Quarantined, refusal, tell);
    }

    private List<NfSite> SitesOf(PluginEntry entry) => plane == null ? [] : [.. NfSite.Of(plane).Where(s => entry.Functions.Contains(s.Function) || entry.Last?.Shapes.ContainsKey(s.Function) == true)];

    private PluginEntry EntryOf(string function)
    {
        if (entries.Values.FirstOrDefault(e => e.Functions.Contains(function)) is { } known) return known;
        string[] paths = [.. PluginFiles.In(folder).Where(p => NamesIn(p).Contains(function))];
        // It knows what to say where there is none, or two.
        string path = paths is [var one] ? one : new PluginCatalog(folder).Find(function).Plugin.Path;
        PluginEntry entry = new(path) { Functions = [function] };
        entries.Add(path, entry);
        return entry;
    }

    private static IReadOnlyList<string> NamesIn(string path) => PluginMetadata.TryRead(path)?.Functions ?? [];
}
