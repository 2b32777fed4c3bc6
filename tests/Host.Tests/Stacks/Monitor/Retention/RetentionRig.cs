using System.Runtime.InteropServices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Monitor;
using Microboxes.Host.Stacks.Monitor.Retention;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Tests.Stacks.Monitor.Retention;

/// <summary>Retained streams with one reader whose progress the test decides. Every append raises one event that shows it.</summary>
internal sealed unsafe class RetentionRig : IDisposable
{
    internal const int Retain = 4000;
    private readonly EventPublisher publisher;
    private readonly FlowTable table = new(16, 16);
    private readonly Sequence consumer = new();
    private readonly NfContext* context;
    private readonly RetainedStreamReader reader;

    internal RetentionRig(long maxBytes = 1 << 20)
    {
        publisher = new(1024, new([new PortSelector(new("DATA_READY", null, null, null, Retain, default))]), 0);
        publisher.Ring.GateOn(consumer);
        Streams = new(maxBytes, table, publisher, Counters);
        context = (NfContext*)NativeMemory.AllocZeroed((nuint)sizeof(NfContext));
        *context = new() { slots = publisher.Ring.Slots, masks = publisher.Ring.Masks, ringMask = publisher.Ring.IndexMask };
        reader = new(Streams, context, Retain);
    }

    internal MonitorCounters Counters { get; } = new();

    internal RetainedStreams Streams { get; }

    internal int Used => Streams.Pool.Used;

    internal FlowRecord* Open(byte number)
    {
        FlowKey key = new() { lowerPort = number, protocol = 6, version = 4 };
        FlowRecord* flow = table.Add(in key, number);
        flow->mask = 1;
        Streams.Begin(flow);
        return flow;
    }

    /// <summary>Adds bytes to the client's stream and raises the event that shows them.</summary>
    /// <returns>The event's sequence.</returns>
    internal long Append(FlowRecord* flow, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes) Streams.Append(flow, End.Client, flow->client.frontier, data, (uint)bytes.Length);
        flow->client.frontier += (uint)bytes.Length;
        return Raise(flow);
    }

    internal long Skip(FlowRecord* flow, uint bytes)
    {
        flow->client.frontier += bytes;
        Streams.Skip(flow, End.Client, flow->client.frontier);
        return Raise(flow);
    }

    internal void EndFlow(FlowRecord* flow)
    {
        Raise(flow);
        Streams.End(flow);
        table.Remove(flow, publisher.Ring.Claimed);
    }

    internal long Raise(FlowRecord* flow)
    {
        Event* e = publisher.Raise(1);
        e->flow = (uint)table.IndexOf(flow) | ((ulong)flow->generation << 32);
        e->ends = 1;
        e->snapshot.frontier = (uint)flow->client.frontier;
        publisher.Publish();
        return publisher.Ring.Claimed;
    }

    /// <summary>The reader reads while it handles the event with this sequence.</summary>
    internal int Read(long sequence, uint offset, Span<byte> destination)
    {
        context->position = sequence;
        return reader.Read(in publisher.Ring.Slots[sequence & publisher.Ring.IndexMask], End.Client, offset, destination);
    }

    internal byte[] Read(long sequence, uint offset, int length)
    {
        byte[] buffer = new byte[length];
        return buffer[..Read(sequence, offset, buffer.AsSpan())];
    }

    /// <summary>The reader is done with all events up to this one, and the line reclaims.</summary>
    internal void Pass(long sequence)
    {
        consumer.Publish(sequence);
        Streams.Reclaim(publisher.Ring.Gate);
        table.Reclaim(publisher.Ring.Gate);
    }

    public void Dispose()
    {
        Streams.Dispose();
        publisher.Dispose();
        table.Dispose();
        NativeMemory.Free(context);
    }
}
