using Microboxes.Host.Devices;
using Microboxes.Host.Lanes;
using Microboxes.Host.Memory;
using Microboxes.Host.Rings;
using Microboxes.Paper.Chains;
using Microboxes.Paper.Workloads;
using Microboxes.Plugins.Events;

namespace Microboxes.Paper.Latency;

/// <summary>Plain forwarding through a row of NFs: receive, a queue and a forwarder for each NF, transmit.</summary>
internal sealed unsafe class ForwardingChain : IPart, IRelease
{
    private const int QueueSize = 4096;
    private const int Burst = 32;

    private readonly WorkloadReader device;
    private readonly PassGate gate;
    private readonly NativeRegion memory = new((long)QueueSize * sizeof(PacketDescriptor));
    private readonly RingBuffer<nint>[] queues;
    private readonly Sequence sent = new();
    private long received;

    internal ForwardingChain(Workload workload, PassGate gate, int hops)
    {
        Workload = workload;
        this.gate = gate;
        device = new(workload, gate);
        queues = [.. Enumerable.Range(0, hops + 1).Select(_ => new RingBuffer<nint>(QueueSize))];
        queues[hops].GateOn(sent);
        Cycles = [new Turn(Receive), .. Enumerable.Range(0, hops).Select(i => new Forwarder(queues[i], queues[i + 1])), new Turn(Send)];
    }

    public Workload Workload { get; }

    internal IReadOnlyList<IDutyCycle> Cycles { get; }

    /// <summary>Packets that left.</summary>
    public long Released => sent.Value + 1;

    public bool IsDone => Released == gate.Target;

    public void Open() => gate.Open(Workload.Count);

    public string? Wrong() => Released == gate.Target ? null : $"{Released} packets of {Workload.Name} were forwarded instead of {gate.Target}";

    public void Dispose()
    {
        foreach (RingBuffer<nint> queue in queues) queue.Dispose();
        memory.Dispose();
    }

    // Descriptors are in use until they are sent; the window holds as many as a queue.
    private int Receive(int budget)
    {
        int done = 0;
        while (done < budget)
        {
            int place = (int)(received % QueueSize);
            int room = (int)Math.Min(Math.Min(Burst, QueueSize - (received - Released)), Math.Min(QueueSize - place, queues[0].Free));
            PacketDescriptor* burst = (PacketDescriptor*)memory.Start + place;
            int count = room == 0 ? 0 : device.Receive(burst, room);
            if (count == 0) break;
            for (int i = 0; i < count; i++) *queues[0].Claim(0) = (nint)(burst + i);
            received += count;
            done += count;
        }

        queues[0].Publish();
        return done;
    }

    private int Send(int budget)
    {
        long available = queues[^1].Cursor.Value;
        int done = (int)(available - sent.Value);
        if (done > 0) sent.Publish(available);
        return done;
    }

    private sealed class Turn(Func<int, int> work) : IDutyCycle
    {
        public string Name => "forwarding";

        public bool IsComplete => true;

        public int DoWork(int budget) => work(budget);
    }
}
