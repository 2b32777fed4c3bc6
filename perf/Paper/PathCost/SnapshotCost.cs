using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microboxes.Host.Flows;
using Microboxes.Host.Memory;
using Microboxes.Paper.Measurement;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.PathCost;

/// <summary>
/// What the snapshot adds to an event: slots of a ring filled from the records of 1,000 flows, in two loops that differ only in the words of the snapshot.
/// The loads and stores are those of the stack line's short way.
/// </summary>
internal sealed unsafe class SnapshotCost : IDisposable
{
    private const int Flows = 1000;
    private const int Slots = 16_384;
    private const int Passes = 20;

    private readonly NativeRegion records = new((long)Flows * sizeof(FlowRecord));
    private readonly NativeRegion slots = new((long)Slots * sizeof(Event));

    /// <summary>Nanoseconds per event without the snapshot, the best of each repetition.</summary>
    internal Series Without { get; } = new();

    /// <summary>Nanoseconds per event with it.</summary>
    internal Series With { get; } = new();

    internal void Repeat()
    {
        double without = double.MaxValue;
        double with = double.MaxValue;
        for (int i = 0; i < Passes; i++)
        {
            without = Math.Min(without, Time(&FillHeaders));
            with = Math.Min(with, Time(&FillAll));
        }

        Without.Add(without);
        With.Add(with);
    }

    public void Dispose()
    {
        records.Dispose();
        slots.Dispose();
    }

    private double Time(delegate*<FlowRecord*, Event*, void> fill)
    {
        long start = Stopwatch.GetTimestamp();
        fill((FlowRecord*)records.Start, (Event*)slots.Start);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Slots;
    }

    /// <summary>Fills so many slots, snapshots and all.</summary>
    internal void Fill(int count) => FillAll((FlowRecord*)records.Start, (Event*)slots.Start, count);

    private static void FillHeaders(FlowRecord* records, Event* slots)
    {
        uint random = 1;
        for (int i = 0; i < Slots; i++)
        {
            random = (random * 1_664_525) + 1_013_904_223;
            WriteHeader(slots + i, records + ((ulong)random * Flows >> 32), random);
        }
    }

    private static void FillAll(FlowRecord* records, Event* slots) => FillAll(records, slots, Slots);

    private static void FillAll(FlowRecord* records, Event* slots, int count)
    {
        uint random = 1;
        for (int i = 0; i < count; i++)
        {
            random = (random * 1_664_525) + 1_013_904_223;
            FlowRecord* flow = records + ((ulong)random * Flows >> 32);
            WriteHeader(slots + i, flow, random);
            WriteSnapshot(slots + i, flow, random & 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteHeader(Event* slot, FlowRecord* flow, uint random)
    {
        ulong* word = (ulong*)slot;
        word[0] = EventTypes.TcpPacket.Id | ((ulong)(random & 1) << 48);
        word[1] = random | ((ulong)flow->generation << 32);
        word[2] = (ulong)flow->lastSeen;
        word[3] = random;
        word[7] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteSnapshot(Event* slot, FlowRecord* flow, uint half)
    {
        ulong* word = (ulong*)slot;
        HalfConnection* client = &flow->client;
        word[4] = *(ulong*)&client->next;
        word[5] = *(ulong*)&client[1].next;
        word[6] = client->state | ((ulong)client[1].state << 8) | ((ulong)(uint)client[half].frontier << 16) | ((ulong)client->connection << 48);
    }
}
