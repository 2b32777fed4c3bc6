using Microboxes.Host.Functions;

namespace Microboxes.Host.Control.Reloading;

/// <summary>What the swaps of one plugin came to.</summary>
internal sealed class SwapCounters
{
    /// <summary>Versions that took another's place.</summary>
    internal int Reloads { get; private set; }

    /// <summary>Instances that took another's place.</summary>
    internal int Swaps { get; private set; }

    /// <summary>Instances that did not, because handing over failed.</summary>
    internal int Refused { get; private set; }

    /// <summary>The longest that a lane was kept from its events by one swap.</summary>
    internal TimeSpan LongestPause { get; private set; }

    /// <summary>The longest that one swap itself took.</summary>
    internal TimeSpan LongestWork { get; private set; }

    /// <summary>All that swaps themselves took.</summary>
    internal TimeSpan Worked { get; private set; }

    /// <summary>All pauses together.</summary>
    internal TimeSpan Paused { get; private set; }

    /// <summary>Counts what became of one version's swap.</summary>
    internal void Count(IReadOnlyList<NfSwap> results)
    {
        if (results.Any(r => r.Refusal == null)) Reloads++;
        foreach (NfSwap result in results)
        {
            if (result.Refusal == null) Swaps++;
            else Refused++;
            Paused += result.Pause;
            Worked += result.Work;
            if (result.Pause > LongestPause) LongestPause = result.Pause;
            if (result.Work > LongestWork) LongestWork = result.Work;
        }
    }
}
