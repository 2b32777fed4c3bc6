using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Microboxes.Host.Memory;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Flows;

/// <summary>
/// Finds flows by key: open addressing over 8-byte entries (hash and record number), at most half full, and records that never move.
/// A removed flow's record is reused only after <see cref="Reclaim"/> said that no consumer can still read it.
/// </summary>
internal sealed unsafe class FlowTable : IDisposable
{
    private readonly NativeRegion bucketMemory;
    private readonly NativeRegion recordMemory;
    private readonly NativeRegion freeMemory;
    private readonly ulong* buckets;
    private readonly uint bucketMask;
    private readonly FlowRecord* records;
    private readonly int recordCount;
    private readonly int* free;
    private readonly RetiredFlows retired;
    private int freeCount;
    private int neverUsed;

    /// <param name="capacity">Flows that can be open at once.</param>
    /// <param name="lingering">Further records for flows that ended but that a consumer may still read.</param>
    internal FlowTable(int capacity, int lingering)
    {
        Capacity = capacity;
        recordCount = capacity + lingering;
        uint bucketCount = BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity, 32) * 2);
        bucketMask = bucketCount - 1;
        bucketMemory = new((long)bucketCount * sizeof(ulong));
        recordMemory = new((long)recordCount * sizeof(FlowRecord));
        freeMemory = new((long)recordCount * sizeof(int));
        buckets = (ulong*)bucketMemory.Start;
        records = (FlowRecord*)recordMemory.Start;
        free = (int*)freeMemory.Start;
        retired = new(recordCount, lingering);
    }

    internal int Capacity { get; }

    /// <summary>Records there are: the number of different flow indices.</summary>
    internal int RecordCount => recordCount;

    /// <summary>Flows now open.</summary>
    internal int Count { get; private set; }

    /// <summary>Flows that ended and wait for their readers.</summary>
    internal int Retired => retired.Count;

    internal FlowRecord* Records => records;

    /// <summary>True when a flow can be added without evicting another.</summary>
    internal bool HasRoom => Count < Capacity;

    /// <summary>True when a record is there for a new flow; false while consumers are still to pass the ended ones.</summary>
    internal bool HasFreeRecord => freeCount > 0 || neverUsed < recordCount;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void PrefetchBucket(uint hash)
    {
        if (Sse.IsSupported) Sse.Prefetch0(buckets + (hash & bucketMask));
    }

    /// <summary>The first open flow of a hash, which is almost always the right one, or null; starts fetching it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FlowRecord* Prefetch(uint hash)
    {
        uint position = hash & bucketMask;
        ulong entry = buckets[position];
        while ((uint)(entry >> 32) != hash)
        {
            if (entry == 0) return null;
            position = (position + 1) & bucketMask;
            entry = buckets[position];
        }

        FlowRecord* record = records + ((uint)entry - 1);
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(record);
            Sse.Prefetch0((byte*)record + 64);
        }

        return record;
    }

    /// <summary>The open flow of a key, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FlowRecord* Find(in FlowKey key, uint hash)
    {
        uint position = hash & bucketMask;
        while (true)
        {
            ulong entry = buckets[position];
            if (entry == 0) return null;
            if ((uint)(entry >> 32) == hash)
            {
                FlowRecord* record = records + ((uint)entry - 1);
                if (IsSameFlow(in record->key, in key) || IsOnOtherVlan(record, in key)) return record;
            }

            position = (position + 1) & bucketMask;
        }
    }

    /// <summary>Opens a flow that <see cref="Find"/> did not find; the caller made sure of room and a free record. All but key and generation is zero.</summary>
    internal FlowRecord* Add(in FlowKey key, uint hash)
    {
        int index = freeCount > 0 ? free[--freeCount] : neverUsed++;
        FlowRecord* record = records + index;
        uint generation = record->generation + 1;
        *record = default;
        record->key = key;
        record->generation = generation == 0 ? 1 : generation;
        record->hash = hash;
        uint position = hash & bucketMask;
        while (buckets[position] != 0) position = (position + 1) & bucketMask;
        buckets[position] = ((ulong)hash << 32) | (uint)(index + 1);
        Count++;
        return record;
    }

    /// <summary>Ends a flow: it is no longer found, and its record is free once every consumer has passed <paramref name="sequence"/>.</summary>
    internal void Remove(FlowRecord* record, long sequence)
    {
        int index = IndexOf(record);
        // A packet of the same burst may have been told of this record already: it finds that it is not the next of an open connection.
        record->key.flags &= unchecked((byte)~FlowRecord.InSequenceBit);
        uint position = record->hash & bucketMask;
        while ((uint)buckets[position] != (uint)(index + 1)) position = (position + 1) & bucketMask;
        CloseGap(position);
        Count--;
        Volatile.Write(ref record->ended, sequence + 1);
        retired.Add(index, sequence);
    }

    /// <summary>Frees the records of flows that ended at or before <paramref name="gate"/>.</summary>
    internal void Reclaim(long gate)
    {
        while (retired.TryTake(gate, out int index)) free[freeCount++] = index;
    }

    /// <summary>True for the record of an open flow: one that <see cref="Find"/> finds.</summary>
    internal bool IsOpen(FlowRecord* record) => record->generation != 0 && Find(in record->key, record->hash) == record;

    /// <summary>Makes all its memory now, so that no packet waits for a page.</summary>
    internal void Populate()
    {
        bucketMemory.Populate();
        recordMemory.Populate();
        freeMemory.Populate();
    }

    internal int IndexOf(FlowRecord* record) => (int)(record - records);

    public void Dispose()
    {
        bucketMemory.Dispose();
        recordMemory.Dispose();
        freeMemory.Dispose();
    }

    // Backward-shift deletion: entries that probed past the hole move into it, so no tombstones pile up.
    private void CloseGap(uint hole)
    {
        uint position = hole;
        while (true)
        {
            position = (position + 1) & bucketMask;
            ulong entry = buckets[position];
            if (entry == 0) break;
            uint home = (uint)(entry >> 32) & bucketMask;
            if (((position - home) & bucketMask) < ((position - hole) & bucketMask)) continue;
            buckets[hole] = entry;
            hole = position;
        }

        buckets[hole] = 0;
    }

    /// <summary>The next open flow with the same 5-tuple on another VLAN, or null. Begin with null.</summary>
    internal FlowRecord* NextOnAnyVlan(in FlowKey key, uint hash, FlowRecord* previous)
    {
        bool passed = previous == null;
        for (uint position = hash & bucketMask; buckets[position] != 0; position = (position + 1) & bucketMask)
        {
            if ((uint)(buckets[position] >> 32) != hash) continue;
            FlowRecord* record = records + ((uint)buckets[position] - 1);
            if (passed && IsSameTuple(in record->key, in key)) return record;
            passed |= record == previous;
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsOnOtherVlan(FlowRecord* record, in FlowKey key) =>
        (record->key.flags & FlowRecord.OtherVlanBit) != 0
        && record->otherOuterVlan == key.outerVlan && record->otherInnerVlan == key.innerVlan && IsSameTuple(in record->key, in key);

    private static bool IsSameTuple(in FlowKey left, in FlowKey right)
    {
        FlowKey retagged = right;
        retagged.outerVlan = left.outerVlan;
        retagged.innerVlan = left.innerVlan;
        return IsSameFlow(in left, in retagged);
    }

    private static bool IsSameFlow(in FlowKey left, in FlowKey right)
    {
        fixed (FlowKey* a = &left, b = &right) return IsSameFlow(a, b);
    }

    // What tells flows apart are a key's first 42 bytes: 32 and, overlapping them, 16.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsSameFlow(FlowKey* left, FlowKey* right)
    {
        const int Last16 = 42 - 16;
        return Vector256.Load((byte*)left) == Vector256.Load((byte*)right)
            && Vector128.Load((byte*)left + Last16) == Vector128.Load((byte*)right + Last16);
    }
}
