using Microboxes.Host.Functions;

namespace Microboxes.Host.Control.Reloading;

/// <summary>A place in a running plane where an instance of an NF is.</summary>
/// <param name="Application">The application it is part of.</param>
/// <param name="Function">The NF's name.</param>
/// <param name="Adapter">What holds the instance.</param>
internal sealed record NfSite(string Application, string Function, NfAdapter Adapter)
{
    /// <summary>All places of a plane, as it is wired now; one that has several adapters once.</summary>
    internal static IEnumerable<NfSite> Of(Plane plane) => plane.Devices.SelectMany(d => d.Lines).SelectMany(l => l.Functions).Where(f => f.Adapter.IsFirst)
        .Select(f => new NfSite(f.Application, f.Adapter.Name[..f.Adapter.Name.LastIndexOf('#')], f.Adapter));
}
