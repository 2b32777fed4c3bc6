using Microboxes.Host.Loading;

namespace Microboxes.Host.Control.Reloading;

/// <summary>Whether a version fits what runs; each obstacle is one sentence.</summary>
internal static class PluginChecks
{
    /// <summary>No two files may have an NF of one name: the one that was there first keeps it.</summary>
    /// <exception cref="PluginException">Another one has it.</exception>
    internal static void RequireOwnNames(PluginEntry entry, PluginVersion next, IEnumerable<PluginEntry> all)
    {
        foreach (string name in next.Shapes.Keys)
        {
            PluginEntry? other = all.FirstOrDefault(e => e != entry && e.State is not (PluginState.Quarantined or PluginState.Incompatible) && e.Seen != PluginStamp.None && e.Functions.Contains(name));
            if (other != null) throw new PluginException(PluginCatalog.Claimed(name, [other.Path, entry.Path]));
        }
    }

    /// <summary>The NFs in use must be there, declare the same and be able to go on with the flows' state.</summary>
    /// <exception cref="PluginException">One does not.</exception>
    internal static void RequireSameShape(PluginEntry entry, PluginVersion next, IEnumerable<NfSite> sites)
    {
        if (entry.Last is not { } last) return;
        foreach (NfSite site in sites.DistinctBy(s => s.Function))
        {
            NfShape now = last.Shapes[site.Function];
            if (!next.Shapes.TryGetValue(site.Function, out NfShape? then))
                throw Incompatible($"The plugin {entry.Path} has no NF '{site.Function}' any more, which application {site.Application} uses: bring it back, or take it out of the application and start the host again");
            if (then.Declared != now.Declared)
                throw Incompatible($"Version {next.Number} of the NF '{site.Function}' subscribes or publishes otherwise than version {last.Number}, which it would replace while packets flow: start the host again to use it");
            if (then.FlowStates != now.FlowStates) RequireMigration(site.Function, now, then, last.Number, next.Number);
        }
    }

    private static void RequireMigration(string function, NfShape now, NfShape then, string from, string to)
    {
        if (now.FlowStates == FlowStateLayout.None || then.FlowStates == FlowStateLayout.None)
            throw Incompatible($"Only one of the versions {from} and {to} of the NF '{function}' keeps state of flows: start the host again to use the new one");
        if (!then.Migrates)
            throw Incompatible($"Version {to} of the NF '{function}' lays the state of its flows out otherwise than version {from}: override MigrateFlow, or start the host again to use it");
    }

    private static PluginException Incompatible(string sentence) => new(PluginState.Incompatible, sentence + ".");
}
