using Microboxes.Host.Observability;

namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>
/// The datagrams that wait and the memory they hold. Bounded: at a cap the datagram that has waited longest is given up, because datagrams that will be completed
/// mostly are so at once, and a flood of fragments that never complete must not lock them out until it times out.
/// </summary>
internal sealed unsafe class WaitingDatagrams : IDisposable
{
    private const long NanosecondsPerTick = 1_000_000_000 / TimeSpan.TicksPerSecond;

    private readonly DropCounters drops;
    private readonly DatagramTable table;
    private readonly long ipv4Timeout;
    private readonly long ipv6Timeout;

    internal WaitingDatagrams(DefragmentationOptions options, DropCounters drops)
    {
        this.drops = drops;
        table = new(options.MaxDatagrams, options.HashSeed);
        Pages = new(options.MaxMemory);
        ipv4Timeout = options.Ipv4Timeout.Ticks * NanosecondsPerTick;
        ipv6Timeout = options.Ipv6Timeout.Ticks * NanosecondsPerTick;
    }

    internal PagePool Pages { get; }

    /// <summary>Datagrams held now.</summary>
    internal int Count => table.Count;

    /// <summary>Fragments held now.</summary>
    internal long Fragments { get; private set; }

    /// <summary>The entry of a key; a new one where there is none.</summary>
    internal Datagram* FindOrAdd(in DatagramKey key, byte version, long now)
    {
        ulong hash = table.Hash(key);
        Datagram* datagram = table.Find(key, hash);
        return datagram != null ? datagram : Add(key, hash, version, now);
    }

    /// <summary>One more fragment is held.</summary>
    internal void Hold(Datagram* datagram)
    {
        datagram->fragments++;
        Fragments++;
    }

    /// <summary>One fragment is held no longer: it goes on with the whole datagram.</summary>
    internal void LetGo(Datagram* datagram)
    {
        datagram->fragments--;
        Fragments--;
    }

    /// <summary>Makes sure of so many free pages, at the expense of any datagram but one; false when that one alone takes too many.</summary>
    internal bool MakeRoom(Datagram* kept, int wanted)
    {
        while (Pages.Free < wanted)
        {
            Datagram* oldest = table.OldestBut(kept);
            if (oldest == null) return false;
            Remove(oldest, DropReason.FragmentMemory);
        }

        return true;
    }

    /// <summary>Removes the datagrams whose time is over.</summary>
    internal void Expire(long now)
    {
        Expire(4, now, ipv4Timeout);
        Expire(6, now, ipv6Timeout);
    }

    internal void RemoveAll(DropReason reason)
    {
        for (Datagram* oldest = table.OldestBut(null); oldest != null; oldest = table.OldestBut(null)) Remove(oldest, reason);
    }

    /// <summary>Counts the fragments of a datagram and frees all it holds.</summary>
    internal void Remove(Datagram* datagram, DropReason reason)
    {
        Empty(datagram, reason);
        table.Remove(datagram);
    }

    /// <summary>Counts the fragments of a datagram and frees their memory; the entry stays, to refuse what still comes (RFC 5722 4).</summary>
    internal void Abandon(Datagram* datagram, DropReason reason)
    {
        Empty(datagram, reason);
        datagram->refused = true;
    }

    public void Dispose()
    {
        table.Dispose();
        Pages.Dispose();
    }

    private Datagram* Add(in DatagramKey key, ulong hash, byte version, long now)
    {
        if (table.IsFull) Remove(table.OldestBut(null), DropReason.FragmentMemory);
        return table.Add(key, hash, version, now);
    }

    private void Expire(int version, long now, long timeout)
    {
        for (Datagram* oldest = table.Oldest(version); oldest != null; oldest = table.Oldest(version))
        {
            // A clock that went far back (files joined, a damaged timestamp) must not make a datagram, and those behind it, wait for ever.
            if (oldest->started - now > timeout) oldest->started = now;
            if (now - oldest->started < timeout) return;
            Remove(oldest, DropReason.FragmentTimeout);
        }
    }

    private void Empty(Datagram* datagram, DropReason reason)
    {
        drops.Count(reason, datagram->fragments);
        Fragments -= datagram->fragments;
        datagram->fragments = 0;
        if (datagram->headerPage != 0) Pages.Return(datagram->headerPage);
        datagram->headerPage = 0;
        for (int i = 0; i < Datagram.PageCount; i++)
        {
            if (datagram->pages[i] != 0) Pages.Return(datagram->pages[i]);
            datagram->pages[i] = 0;
        }
    }
}
