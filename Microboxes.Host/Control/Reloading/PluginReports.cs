using Microboxes.Host.Loading;

namespace Microboxes.Host.Control.Reloading;

/// <summary>What is told of a plugin.</summary>
internal static class PluginReports
{
    /// <param name="entry">The plugin.</param>
    /// <param name="examined">What is known of versions that did not leave memory.</param>
    internal static PluginReport Of(PluginEntry entry, IReadOnlyList<LeakReport> examined)
    {
        UnloadLedger ledger = entry.Ledger;
        IReadOnlyList<UnloadProof> remaining = ledger.Remaining;
        return new()
        {
            Name = entry.Name,
            Path = entry.Path,
            Functions = entry.Functions,
            Version = entry.Last?.Number ?? "",
            State = entry.State.ToString(),
            Reason = entry.Reason,
            Reloads = entry.Counters.Reloads,
            Swaps = entry.Counters.Swaps,
            Refused = entry.Counters.Refused,
            LongestPause = entry.Counters.LongestPause,
            LongestWork = entry.Counters.LongestWork,
            Worked = entry.Counters.Worked,
            Paused = entry.Counters.Paused,
            Retired = ledger.Retired,
            Collected = ledger.Collected,
            Leaked = ledger.HasGivenUp ? [.. remaining.Select(p => LeakOf(p, examined))] : [],
        };
    }

    private static LeakReport LeakOf(UnloadProof proof, IReadOnlyList<LeakReport> examined) =>
        examined.FirstOrDefault(l => l.MethodTable == proof.MethodTable) ?? new(proof.Version, proof.MethodTable, []);
}
