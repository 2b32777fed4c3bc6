namespace Microboxes.Plugins.Functions;

/// <summary>The named counters of one NF instance.</summary>
public sealed class NfCounters
{
    private readonly Lock gate = new();
    private readonly List<NfCounter> counters = [];

    /// <summary>All counters made so far.</summary>
    public IReadOnlyList<NfCounter> All
    {
        get
        {
            lock (gate) return counters.ToArray();
        }
    }

    /// <summary>Makes or finds a counter; call this from OnStart, not per event.</summary>
    public NfCounter Counter(string name)
    {
        lock (gate)
        {
            NfCounter? counter = counters.Find(c => c.Name == name);
            if (counter == null) counters.Add(counter = new(name));
            return counter;
        }
    }
}
