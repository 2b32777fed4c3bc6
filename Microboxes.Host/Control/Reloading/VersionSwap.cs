using Microboxes.Host.Functions;
using Microboxes.Host.Loading;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Control.Reloading;

/// <summary>One version of a plugin on its way into all places of its NFs: prepared and started off the lanes, then posted, then done when every lane has swapped.</summary>
internal sealed class VersionSwap
{
    private readonly List<(NfAdapterProxy Proxy, NfReplacement Replacement)> replacements;

    private VersionSwap(PluginVersion next, List<(NfAdapterProxy, NfReplacement)> replacements)
    {
        Next = next;
        this.replacements = replacements;
    }

    /// <summary>The version that is to run.</summary>
    internal PluginVersion Next { get; }

    /// <summary>True when every lane has swapped or refused to.</summary>
    internal bool IsDone => replacements.TrueForAll(r => r.Replacement.Done.IsCompleted);

    /// <summary>True when it was given up before anything was done.</summary>
    internal bool IsAbandoned => replacements.Count > 0 && replacements.TrueForAll(r => r.Replacement.Done is { IsCompleted: true, Result: var result } && ReferenceEquals(result, NfSwap.Abandoned));

    /// <summary>What became of it, place by place; once it is done.</summary>
    internal IReadOnlyList<NfSwap> Results => [.. replacements.Select(r => r.Replacement.Done.Result)];

    /// <summary>Makes and starts an instance for each place.</summary>
    /// <param name="next">The version that is to run.</param>
    /// <param name="last">The version that ran last.</param>
    /// <param name="sites">Where.</param>
    /// <exception cref="PluginException">One cannot start; none is swapped.</exception>
    internal static VersionSwap Prepare(PluginVersion next, LastVersion last, IEnumerable<NfSite> sites)
    {
        List<(NfAdapterProxy, NfReplacement)> replacements = [];
        foreach (NfSite site in sites)
        {
            NetworkFunction instance = next.Create(site.Function);
            site.Adapter.Attach(instance);
            Start(instance, site);
            bool movesFlows = last.Shapes[site.Function].FlowStates != next.Shapes[site.Function].FlowStates;
            replacements.Add((site.Adapter.Proxy, new(instance, movesFlows ? last.AssemblyVersion : null)));
        }

        return new(next, replacements);
    }

    /// <summary>Hands all of it to the lanes. Never waits, so that a lane may call it too.</summary>
    internal void Post()
    {
        foreach ((NfAdapterProxy proxy, NfReplacement replacement) in replacements) proxy.Replace(replacement);
    }

    /// <summary>Gives up what was prepared and not posted.</summary>
    internal void Abandon()
    {
        foreach ((_, NfReplacement replacement) in replacements) replacement.Abandon();
    }

    /// <summary>Waits until it is done.</summary>
    /// <returns>False when that takes longer than <paramref name="patience"/>.</returns>
    internal bool Wait(TimeSpan patience) => Task.WaitAll([.. replacements.Select(r => r.Replacement.Done)], patience);

    private static void Start(NetworkFunction instance, NfSite site)
    {
        try
        {
            instance.OnStart();
        }
#pragma warning disable CA1031 // Whatever an NF throws is the NF's fault and must not end the plane.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            throw new PluginException($"{site.Adapter.Name} in application {site.Application} cannot start: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }
}
