using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Microboxes.Host.Stacks.Network.Fragments;

/// <summary>Datagrams that wait, found by key and kept in order of arrival, IPv4 and IPv6 apart because they wait for different times.</summary>
internal sealed unsafe class DatagramTable : IDisposable
{
    private readonly Datagram* entries;
    private readonly int* buckets;
    private readonly ulong mask;
    private readonly ulong seed;
    private readonly int capacity;
    private ArrivalList ipv4;
    private ArrivalList ipv6;
    private int unused = 1;
    private int firstFree;

    internal DatagramTable(int capacity, ulong seed)
    {
        this.capacity = Math.Max(1, capacity);
        ulong size = BitOperations.RoundUpToPowerOf2((ulong)this.capacity);
        mask = size - 1;
        this.seed = seed != 0 ? seed : BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        entries = (Datagram*)NativeMemory.AlignedAlloc((nuint)(this.capacity + 1) * (nuint)sizeof(Datagram), 64);
        buckets = (int*)NativeMemory.AllocZeroed((nuint)size, sizeof(int));
    }

    internal int Count { get; private set; }

    internal bool IsFull => Count == capacity;

    internal ulong Hash(in DatagramKey key) => key.Hash(seed);

    internal Datagram* Find(in DatagramKey key, ulong hash)
    {
        for (int i = buckets[hash & mask]; i != 0; i = entries[i].next)
            if (entries[i].hash == hash && entries[i].key.Matches(key)) return entries + i;
        return null;
    }

    /// <summary>A new entry, youngest of its version. The caller has looked at <see cref="IsFull"/>.</summary>
    internal Datagram* Add(in DatagramKey key, ulong hash, byte version, long now)
    {
        int index = firstFree;
        if (index == 0) index = unused++;
        else firstFree = entries[index].next;
        Datagram* datagram = entries + index;
        *datagram = default;
        datagram->key = key;
        datagram->hash = hash;
        datagram->version = version;
        datagram->started = now;
        datagram->total = -1;
        datagram->next = buckets[hash & mask];
        buckets[hash & mask] = index;
        Arrivals(version).Append(entries, index);
        Count++;
        return datagram;
    }

    internal void Remove(Datagram* datagram)
    {
        int index = (int)(datagram - entries);
        int* link = buckets + (datagram->hash & mask);
        while (*link != index) link = &entries[*link].next;
        *link = datagram->next;
        Arrivals(datagram->version).Unlink(entries, index);
        datagram->next = firstFree;
        firstFree = index;
        Count--;
    }

    /// <summary>The entry of one version that has waited longest, or null.</summary>
    internal Datagram* Oldest(int version) => Entry(Arrivals(version).oldest);

    /// <summary>The entry that has waited longest, other than one that must stay; null when there is no other.</summary>
    internal Datagram* OldestBut(Datagram* kept)
    {
        Datagram* a = OldestBut(ref ipv4, kept);
        Datagram* b = OldestBut(ref ipv6, kept);
        return a == null || (b != null && b->started < a->started) ? b : a;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(entries);
        NativeMemory.Free(buckets);
    }

    private Datagram* OldestBut(ref ArrivalList arrivals, Datagram* kept)
    {
        Datagram* oldest = Entry(arrivals.oldest);
        return oldest != null && oldest == kept ? Entry(oldest->newer) : oldest;
    }

    private Datagram* Entry(int index) => index == 0 ? null : entries + index;

    private ref ArrivalList Arrivals(int version)
    {
        if (version == 6) return ref ipv6;
        return ref ipv4;
    }
}
