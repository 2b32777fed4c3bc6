using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>What an NF instance gets that takes the place of one whose thread is stuck.</summary>
internal static class ServiceRenewal
{
    /// <summary>The same services, but nothing that the thread can still write to: counts go on from where they are.</summary>
    internal static NfServices Isolated(this NfServices services)
    {
        NfCounters counters = new();
        foreach (NfCounter counter in services.Counters.All) counters.Counter(counter.Name).Add(counter.Value);
        return new()
        {
            Settings = services.Settings,
            Log = services.Log,
            Output = services.Output is IRenewableOutput output ? output.Renew() : services.Output,
            StackLine = services.StackLine,
            Counters = counters,
        };
    }
}
