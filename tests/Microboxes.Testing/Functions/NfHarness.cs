using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microboxes.Host.Dispatch;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;
using Microboxes.Plugins.Wire;

namespace Microboxes.Testing.Functions;

/// <summary>
/// Feeds one NF with hand-made events, as a stack line would but without one: each call adds the events of one packet and runs the NF on them.
/// </summary>
public sealed unsafe class NfHarness : IDisposable
{
    private const int Slots = 64;
    private const int FrameSize = 65_536;
    private const int FlowCapacity = 4096;
    private const int FirstPort = 3;

    private readonly NetworkFunction function;
    private readonly NfDeclaration declaration = new();
    private readonly FlowStateMemory? states;
    private readonly FlowStateMemory? subscriptions;
    private readonly RecordingRequests requests;
    private readonly NfContext* context;
    private readonly byte* frame;
    private readonly EventTypeIds types = new();
    private readonly RecordedPublications? publications;
    private long published;
    private long lastFirst;
    private long packets;
    private uint flows;

    /// <summary>Declares, attaches and starts an NF.</summary>
    public NfHarness(NetworkFunction function, params IEnumerable<(string Name, string Value)> settings)
        : this(function, output: null, settings)
    {
    }

    /// <summary>Declares, attaches and starts an NF that writes to <paramref name="output"/>, or to <see cref="Output"/> where that is null.</summary>
    public NfHarness(NetworkFunction function, INfOutput? output, params IEnumerable<(string Name, string Value)> settings)
    {
        this.function = function;
        function.Declare(declaration);
        states = function.FlowStateSize == 0 ? null : new(function.FlowStateSize, FlowCapacity);
        context = (NfContext*)NativeMemory.AllocZeroed((nuint)sizeof(NfContext));
        context->slots = (Event*)NativeMemory.AlignedAlloc(Slots * 64, 64);
        context->masks = (ulong*)NativeMemory.AllocZeroed(Slots, sizeof(ulong));
        context->ringMask = Slots - 1;
        context->packets = (PacketDescriptor*)NativeMemory.AlignedAlloc(64, 64);
        context->flowStride = 64;
        context->flows = (byte*)NativeMemory.AllocZeroed(FlowCapacity, 64);
        context->firstPort = FirstPort;
        context->portMask = ((1UL << declaration.Ports.Count) - 1) << FirstPort;
        context->verdicts = (byte*)NativeMemory.AllocZeroed(Slots);
        frame = (byte*)NativeMemory.Alloc(FrameSize);
        Dictionary<string, string> values = settings.ToDictionary(s => s.Name, s => s.Value);
        requests = new(FirstPort) { Edits = new EditsInPlace(context, FirstPort, declaration.Ports) };
        subscriptions = declaration.Ports.Any(p => p.Dynamic) ? new(sizeof(FlowSubscription) * declaration.Ports.Count, FlowCapacity) : null;
        NfServices services = new()
        {
            Settings = new(values),
            Log = Log,
            Output = output ?? Output,
            Counters = Counters,
            FlowStates = states,
            FlowSubscriptions = subscriptions,
            Requests = requests,
        };
        if (declaration.Publications.Count > 0) publications = new(declaration.Publications, types);
        context->publish = publications == null ? null : publications.Context;
        function.Attach(context, services, null);
        function.OnStart();
    }

    /// <summary>What the NF wrote.</summary>
    public RecordingOutput Output { get; } = new();

    /// <summary>What the NF published: path, flow and payload of each event.</summary>
    public IReadOnlyList<(string Type, FlowId Flow, byte[] Payload)> Published => publications?.Events ?? [];

    /// <summary>Events of the NF that were refused.</summary>
    public long Refused => publications?.Refused ?? 0;

    /// <summary>What the NF logged.</summary>
    public RecordingLog Log { get; } = new();

    /// <summary>What the NF counted.</summary>
    public NfCounters Counters { get; } = new();

    /// <summary>The flows that the NF released, with the ports it did so for: bit 0 is the first.</summary>
    public IReadOnlyList<(FlowId Flow, ulong Ports)> Released => requests.Released;

    /// <summary>The flows that the NF terminated.</summary>
    public IReadOnlyList<FlowId> Terminated => requests.Terminated;

    /// <summary>The NF's ports.</summary>
    public IReadOnlyList<Port> Ports => declaration.Ports;

    /// <summary>Capture time of the next events, in nanoseconds.</summary>
    public long Now { get; set; } = 1_000_000_000;

    /// <summary>What the NF decided about the last packet.</summary>
    public Verdict LastVerdict { get; private set; }

    /// <summary>The value of a counter.</summary>
    public long Count(string counter) => Counters.All.Single(c => c.Name == counter).Value;

    /// <summary>Gives a flow its place in the table and publishes FLOW/START.</summary>
    public TestFlow Start(TestFlow flow)
    {
        (flow.Index, flow.Generation) = (flows++, 1);
        *(FlowKey*)(context->flows + (flow.Index * context->flowStride)) = flow.Key();
        *(uint*)(context->flows + (flow.Index * context->flowStride) + FlowKey.Size) = flow.Generation;
        *(ulong*)(context->flows + (flow.Index * context->flowStride) + NfContext.FlowMaskOffset) = ulong.MaxValue;
        Publish(NewEvent(EventTypes.FlowStart, flow, End.Client));
        return flow;
    }

    /// <summary>Publishes one packet: for TCP an event for each half, the client's first.</summary>
    public Verdict Packet(TestFlow flow, End sender, TestPacket packet)
    {
        ref PacketDescriptor descriptor = ref context->packets[0];
        descriptor = default;
        TestFrame.Write(new(frame, FrameSize), flow, sender, packet, ref descriptor);
        descriptor.data = frame;
        descriptor.number = packets++;
        descriptor.timestamp = Now;
        Event e = NewEvent(TypeOf(flow.Protocol), flow, sender);
        e.facets = packet.AllFacets;
        e.length = (uint)packet.Payload.Length;
        e.groupFlags = Event.HasPacket;
        if (flow.Protocol != IpProtocol.Tcp) return Publish(e);
        Event other = e;
        other.ends ^= Event.HalfBit;
        return Publish(sender == End.Client ? [e, other] : [other, e]);
    }

    /// <summary>Publishes new bytes of a stream.</summary>
    public void Data(TestFlow flow, End sender, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* first = bytes)
        {
            Event e = NewEvent(EventTypes.DataReady, flow, sender);
            (e.length, e.detail) = ((uint)bytes.Length, (ulong)first);
            e.snapshot.frontier = flow.Offsets[(int)sender] += (uint)bytes.Length;
            Publish(e);
        }
    }

    /// <summary>Publishes a gap of a stream.</summary>
    public void Gap(TestFlow flow, End sender, int length)
    {
        Event e = NewEvent(EventTypes.Gap, flow, sender);
        e.length = (uint)length;
        e.snapshot.frontier = flow.Offsets[(int)sender] += (uint)length;
        Publish(e);
    }

    /// <summary>Publishes any other event about a flow.</summary>
    public void Raise(TestFlow flow, EventType type, End sender = End.Client) => Publish(NewEvent(type, flow, sender));

    /// <summary>Publishes an event of another NF about a flow, with its payload.</summary>
    public Verdict Raise<TPayload>(TestFlow flow, string type, in TPayload payload, End sender = End.Client)
        where TPayload : unmanaged
    {
        Event e = NewEvent(types.Of(type), flow, sender);
        e.groupFlags = Event.HasPayload;
        e.length = (uint)sizeof(TPayload);
        fixed (TPayload* bytes = &payload)
        {
            e.detail = (ulong)bytes;
            return Publish(e);
        }
    }

    /// <summary>Publishes FLOW/END.</summary>
    public void Finish(TestFlow flow, EndReason reason = EndReason.EndOfTraffic)
    {
        Event e = NewEvent(EventTypes.FlowEnd, flow, End.Client);
        e.detail = (ulong)reason;
        Publish(e);
    }

    /// <summary>Hands the NF the events of the last call again, and again.</summary>
    /// <returns>Managed bytes it allocated.</returns>
    public long Again(int times)
    {
        function.OnBatch(new EventBatch(context, lastFirst, published));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < times; i++) function.OnBatch(new EventBatch(context, lastFirst, published));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Lets every timer port fire once.</summary>
    public void Tick() => Run([new Event { timestamp = Now }], isTimer: true);

    /// <summary>Stops the NF.</summary>
    public void Stop() => function.OnStop();

    /// <inheritdoc/>
    public void Dispose()
    {
        states?.Dispose();
        subscriptions?.Dispose();
        publications?.Dispose();
        NativeMemory.AlignedFree(context->slots);
        NativeMemory.Free(context->masks);
        NativeMemory.AlignedFree(context->packets);
        NativeMemory.Free(context->flows);
        NativeMemory.Free(context->verdicts);
        NativeMemory.Free(context);
        NativeMemory.Free(frame);
    }

    private Event NewEvent(EventType type, TestFlow flow, End sender)
    {
        Event e = default;
        e.type = type.Id;
        e.ends = (byte)(((int)sender << 1) | (int)sender);
        e.flow = flow.Id.Value;
        e.timestamp = Now;
        e.snapshot.clientState = (byte)flow.ClientState;
        e.snapshot.serverState = (byte)flow.ServerState;
        e.snapshot.flags = flow.Flags;
        return e;
    }

    private static EventType TypeOf(IpProtocol protocol) => protocol switch
    {
        IpProtocol.Tcp => EventTypes.TcpPacket,
        IpProtocol.Udp => EventTypes.UdpPacket,
        IpProtocol.Icmp or IpProtocol.IcmpV6 => EventTypes.IcmpPacket,
        _ => EventTypes.Packet,
    };

    private Verdict Publish(params ReadOnlySpan<Event> events) => Run(events, isTimer: false);

    private Verdict Run(ReadOnlySpan<Event> events, bool isTimer)
    {
        long first = lastFirst = published;
        foreach (Event e in events)
        {
            long slot = published++ & context->ringMask;
            context->slots[slot] = e;
            context->masks[slot] = MaskOf(e, isTimer);
            context->verdicts[slot] = 0;
        }

        publications?.Begin();
        function.OnBatch(new EventBatch(context, first, published));
        publications?.End();
        LastVerdict = Verdict.Pass;
        for (long s = first; s < published; s++) LastVerdict = (Verdict)Math.Max((int)LastVerdict, context->verdicts[s & context->ringMask]);
        return LastVerdict;
    }

    private ulong MaskOf(in Event e, bool isTimer)
    {
        ulong mask = 0b111; // Ports of other NFs, which this one must not see.
        for (int port = 0; port < declaration.Ports.Count; port++)
            if (TestPort.Selects(declaration.Ports[port], e, isTimer, types)) mask |= 1UL << (FirstPort + port);
        return mask;
    }
}
