namespace Microboxes.Host.Devices;

/// <summary>
/// Lets packets through up to the next point at which versions are swapped, and holds them only while the next version is not ready. The swap is posted when
/// the point is reached, with packets before and behind it on their way.
/// </summary>
internal sealed class PacketGate
{
    private readonly long every;
    private long passed;
    private long point;
    private Action? ready;
    private volatile bool closed;

    /// <param name="every">Packets between two points.</param>
    internal PacketGate(long every) => point = this.every = every;

    /// <summary>Packets that may pass now, at most <paramref name="wanted"/>. Called by the device's lane.</summary>
    internal int Allow(int wanted)
    {
        long left = Volatile.Read(ref point) - Volatile.Read(ref passed);
        if (left <= 0 && !Open()) return 0;
        return (int)Math.Min(wanted, Volatile.Read(ref point) - Volatile.Read(ref passed));
    }

    /// <summary>Counts packets that passed. Called by the device's lane.</summary>
    internal void Count(int packets) => Interlocked.Add(ref passed, packets);

    /// <summary>Sets what is done at the next point.</summary>
    internal void Offer(Action post) => Volatile.Write(ref ready, post);

    /// <summary>True once the offer was taken.</summary>
    internal bool IsTaken => Volatile.Read(ref ready) == null;

    /// <summary>Lets everything through from here on.</summary>
    internal void Close() => closed = true;

    private bool Open()
    {
        if (closed)
        {
            Volatile.Write(ref point, long.MaxValue);
            return true;
        }

        if (Interlocked.Exchange(ref ready, null) is not { } post) return false;
        post();
        Interlocked.Add(ref point, every);
        return true;
    }
}
