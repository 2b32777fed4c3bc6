namespace Microboxes.Paper.Workloads;

/// <summary>Lets a pass's packets through, all at once.</summary>
internal class PassGate : IRelease
{
    private long target;

    /// <summary>Packets that are let through in the end.</summary>
    internal long Target => Volatile.Read(ref target);

    public virtual long Released => Target;

    /// <summary>Starts a pass of so many packets.</summary>
    internal virtual void Open(long packets) => Volatile.Write(ref target, target + packets);
}
