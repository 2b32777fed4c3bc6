using Microboxes.Host.Devices;
using Microboxes.Host.Flows;
using Microboxes.Host.Lanes;
using Microboxes.Host.Memory;
using Microboxes.Host.Observability;
using Microboxes.Host.Stacks.Network.Fragments;
using Microboxes.Plugins.Events;

namespace Microboxes.Host.Stacks.Network.Distribution;

/// <summary>
/// Spreads a device's packets over several stack lines by a symmetric hash, so that each flow lives wholly in one. Fragments are put together first, and ICMP
/// errors go where the flow they quote lives. A line that lags stops the device: nothing is dropped here.
/// </summary>
internal sealed unsafe class Distributor : IDutyCycle, IDisposable
{
    private const long ExpiryPeriod = 1_000_000_000;

    // The queues' reassembled leases carry this bit; device leases are pointers and never odd.
    private const nint ReassembledTag = 1;

    private readonly IPacketDevice device;
    private readonly DistributedQueue[] queues;
    private readonly FrameParser parser;
    private readonly Defragmenter defragmenter;
    private readonly PacketBurst burst;
    private readonly NativeRegion packetMemory;
    private readonly PacketDescriptor* packets;
    private readonly int batchSize;
    private ParsedPacket parsed;
    private long clock = long.MinValue;
    private long nextExpiry = long.MinValue;
    private bool pendingIsReady;
    private volatile bool stopRequested;

    internal Distributor(IPacketDevice device, DistributedQueue[] queues, StackLineOptions options)
    {
        this.device = device;
        this.queues = queues;
        batchSize = options.BatchSize;
        burst = new(batchSize);
        packetMemory = new((long)batchSize * sizeof(PacketDescriptor));
        packets = (PacketDescriptor*)packetMemory.Start;
        parser = new(options.VerifyChecksums, verifyTransport: false, FlowHash.CreateRandom());
        defragmenter = new(options.Fragments, Drops);
    }

    public string Name => $"distributor:{device.Name}";

    public bool IsComplete { get; private set; }

    internal DropCounters Drops { get; } = new();

    internal Defragmenter Defragmenter => defragmenter;

    public void OnLaneStart() => device.OnLaneStart();

    public void OnLaneEnd() => device.OnLaneEnd();

    /// <summary>Asks for no more packets; what was received is still handed over. Any thread may ask.</summary>
    internal void RequestStop() => stopRequested = true;

    public int DoWork(int budget)
    {
        if (IsComplete) return 0;
        TakeBackLeases();
        int done = 0;
        while (done < budget)
        {
            if (burst.IsDone && !Receive()) break;
            int first = burst.Position;
            while (!burst.IsDone && Distribute(burst.Packets + burst.Position)) burst.Position++;
            done += burst.Position - first;
            if (!burst.IsDone) break;
        }

        foreach (DistributedQueue queue in queues) queue.Publish();
        return done;
    }

    public void Dispose()
    {
        TakeBackLeases();
        burst.Dispose();
        packetMemory.Dispose();
        defragmenter.Dispose();
    }

    private bool Receive()
    {
        int count = stopRequested ? 0 : device.Receive(packets, batchSize);
        burst.Begin(packets, count, clock);
        if (count > 0) return true;
        if (device.IsExhausted || stopRequested) Finish();
        return false;
    }

    private void Finish()
    {
        defragmenter.Drain();
        foreach (DistributedQueue queue in queues) queue.Close(clock);
        IsComplete = true;
    }

    // Called again for the same packet when its queue was full.
    private bool Distribute(PacketDescriptor* packet)
    {
        if (!pendingIsReady && !Prepare(packet)) return true;
        DistributedQueue queue = queues[LineOf()];
        pendingIsReady = !queue.TryAdd(packet);
        return !pendingIsReady;
    }

    private bool Prepare(PacketDescriptor* packet)
    {
        if (packet->timestamp < clock) packet->timestamp = clock;
        clock = packet->timestamp;
        if (clock >= nextExpiry) ExpireFragments();
        packet->marks = (byte)PacketMarks.Distributed;
        fixed (ParsedPacket* headers = &parsed) parser.Parse(packet, headers);
        if (parsed.result != ParseResult.Fragment) return true;
        nint lease = packet->lease;
        bool whole = defragmenter.Accept(ref *packet, parsed.fragmentHeader);
        if (lease != 0) device.Release(lease);
        if (!whole) return false;
        packet->lease |= ReassembledTag;
        packet->marks = (byte)(PacketMarks.Distributed | PacketMarks.Reassembled);
        fixed (ParsedPacket* headers = &parsed) parser.Parse(packet, headers);
        return true;
    }

    private int LineOf()
    {
        // What no line will deliver is counted by the first.
        if (parsed.result is ParseResult.Dropped or ParseResult.Fragment) return 0;
        return (int)(((ulong)(parsed.hash << 1) * (uint)queues.Length) >> 32);
    }

    private void ExpireFragments()
    {
        nextExpiry = ((clock / ExpiryPeriod) + 1) * ExpiryPeriod;
        defragmenter.Expire(clock);
    }

    private void TakeBackLeases()
    {
        foreach (DistributedQueue queue in queues)
        {
            while (queue.TryTakeReturned(out nint lease))
            {
                if ((lease & ReassembledTag) != 0) defragmenter.Release(lease & ~ReassembledTag);
                else device.Release(lease);
            }
        }
    }
}
