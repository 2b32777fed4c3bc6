namespace Microboxes.Host.Control;

/// <summary>What the controller knew last; any thread may read it, and nobody has to ask an actor.</summary>
internal sealed class StatusBoard
{
    private readonly Lock gate = new();
    private volatile PlaneStatus status = new();

    internal PlaneStatus Status
    {
        get => status;
        set
        {
            lock (gate) status = value;
        }
    }

    /// <summary>What an actor knows as it stops.</summary>
    internal void Last(NfStatus last)
    {
        lock (gate) status = status with { Functions = [.. status.Functions.Where(f => f.ActorPath != last.ActorPath), last] };
    }

    /// <summary>What an actor knows as it stops.</summary>
    internal void Last(PublisherStatus last)
    {
        lock (gate) status = status with { Publishers = [.. status.Publishers.Where(p => p.Name != last.Name), last] };
    }
}
