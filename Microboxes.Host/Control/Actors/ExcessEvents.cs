using Microboxes.Host.Functions;

namespace Microboxes.Host.Control.Actors;

/// <summary>Watches how many events an NF publishes beyond what it declares.</summary>
internal sealed class ExcessEvents(NfAdapter adapter, long mostInASecond)
{
    private TimeSpan begun;
    private long refused;

    /// <summary>More than it may have in a second, or null.</summary>
    /// <param name="now">Time since some moment in the past.</param>
    internal long? Look(TimeSpan now)
    {
        long excess = adapter.Refused - refused;
        if (excess > mostInASecond)
        {
            refused += excess;
            begun = now;
            return excess;
        }

        if (now - begun < TimeSpan.FromSeconds(1)) return null;
        refused += excess;
        begun = now;
        return null;
    }
}
