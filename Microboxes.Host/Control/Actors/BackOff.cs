using Microboxes.Host.Configuration;

namespace Microboxes.Host.Control.Actors;

/// <summary>How long to wait after each of an NF's failures, and when to give it up.</summary>
internal sealed class BackOff(SupervisionOptions options)
{
    private int failures;
    private TimeSpan last;

    /// <summary>Failures that are not forgotten.</summary>
    internal int Failures => failures;

    /// <summary>Takes note of a failure.</summary>
    /// <param name="now">Time since some moment in the past.</param>
    /// <returns>How long to wait, or null when the NF has failed too often.</returns>
    internal TimeSpan? Next(TimeSpan now)
    {
        if (failures > 0 && now - last >= options.ForgottenAfter) failures = 0;
        last = now;
        if (failures++ >= options.Restarts) return null;
        double factor = Math.Pow(2, failures - 1);
        return options.FirstBackOff * factor < options.LongestBackOff ? options.FirstBackOff * factor : options.LongestBackOff;
    }

    /// <summary>Forgets all of them.</summary>
    internal void Reset() => failures = 0;
}
