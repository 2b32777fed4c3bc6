using System.Runtime.InteropServices;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Devices.Generation;

/// <summary>
/// Makes TCP/HTTP traffic as it is asked for, in constant memory whatever the number of flows. Connections are interleaved at random.
/// A delivered frame stays readable until at least <see cref="TrafficOptions.Outstanding"/> more were delivered, or as many as fit into
/// 128 MiB where frames are so long that those are fewer.
/// </summary>
internal sealed unsafe class TrafficGenerator : IPacketDevice
{
    // 2023-11-14 22:13:20 UTC: any fixed moment does.
    private const long FirstTimestamp = 1_700_000_000L * 1_000_000_000;

    private readonly FlowPlan plan;
    private readonly FlowScript script;
    private readonly FrameWriter writer;
    private readonly FrameRing ring;
    private readonly ulong duplicate;
    private readonly double interval;
    private FlowState* active;
    private int activeCount;
    private long started;
    private long datagrams;
    private ulong order;

    internal TrafficGenerator(TrafficOptions options, string name = "mem:")
    {
        Name = name;
        plan = new(options);
        script = new(plan);
        writer = new(plan);
        ring = writer.Ring;
        duplicate = Draw.Threshold(options.Duplicate);
        interval = 1e9 / options.Rate;
        order = options.Seed;
        int concurrent = (int)Math.Min(options.Concurrent, options.Flows);
        active = (FlowState*)NativeMemory.AlignedAlloc((nuint)concurrent * (nuint)sizeof(FlowState), 64);
        while (activeCount < concurrent) script.Start(active + activeCount++, started++);
    }

    public string Name { get; }

    /// <summary>What the traffic is made from.</summary>
    internal FlowPlan Plan => plan;

    public bool IsExhausted => activeCount == 0 && ring.Waiting == 0;

    public long Received { get; private set; }

    public double Progress => plan.Options.Flows == 0 ? 1 : (double)(started - activeCount) / plan.Options.Flows;

    public int Receive(PacketDescriptor* burst, int limit)
    {
        int count = 0;
        while (count < limit && (ring.Waiting > 0 || Build())) Deliver(burst + count++);
        return count;
    }

    public void Dispose()
    {
        writer.Dispose();
        NativeMemory.AlignedFree(active);
        active = null;
        activeCount = 0;
    }

    private bool Build()
    {
        if (activeCount == 0) return false;
        order = Draw.Bits(order, 1);
        FlowState* state = active + (int)((order >> 32) * (ulong)activeCount >> 32);
        Segment segment;
        script.Step(state, &segment);
        int frames = writer.Write(state, &segment);
        if (duplicate != 0 && Draw.Happens(Draw.Bits(plan.Options.Seed + (ulong)Purpose.Duplicate, (ulong)datagrams), duplicate)) ring.Repeat(frames);
        datagrams++;
        if (state->phase == Phase.Done) Replace(state);
        return true;
    }

    private void Replace(FlowState* done)
    {
        if (started < plan.Options.Flows) script.Start(done, started++);
        else *done = active[--activeCount];
    }

    private void Deliver(PacketDescriptor* packet)
    {
        packet->data = ring.Take(out packet->length);
        packet->wireLength = packet->length;
        packet->timestamp = FirstTimestamp + (long)(Received * interval);
        packet->lease = 0;
        packet->number = Received++;
        packet->SetOrigin((byte)LinkLayer.Ethernet);
    }
}
