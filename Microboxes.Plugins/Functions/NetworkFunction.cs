using System.Buffers;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Streams;
using Microboxes.Plugins.Wire;

namespace Microboxes.Plugins.Functions;

/// <summary>
/// Base class of every NF. Mark handlers with <see cref="SubscribeAttribute"/> in a partial class and the generator writes <see cref="Declare"/> and
/// <see cref="OnBatch"/>; or override both by hand. One instance serves one stack line and is only ever called by one thread at a time.
/// </summary>
public abstract unsafe partial class NetworkFunction
{
    private NfContext* context;
    private IStreamSource? streams;

    /// <summary>Configuration, log, output and counters, supplied by the host. Available from <see cref="OnStart"/> on.</summary>
    protected NfServices Services { get; private set; } = NfServices.None;

    /// <summary>Tells the host this NF's ports.</summary>
    protected internal abstract void Declare(NfDeclaration declaration);

    /// <summary>Handles a run of events.</summary>
    protected internal abstract void OnBatch(EventBatch batch);

    /// <summary>Called once before the first event; read configuration here.</summary>
    protected internal virtual void OnStart()
    {
    }

    /// <summary>Called once after the last event.</summary>
    protected internal virtual void OnStop()
    {
    }

    /// <summary>
    /// Called on the version in use when another takes over between two batches: write what the instance itself keeps and the new version is to have. Per-flow state
    /// and counters stay with the host. No event follows, unless the new version fails to take over. Without an override this is the end of the instance: <see cref="OnStop"/>.
    /// </summary>
    protected internal virtual void OnHandOver(IBufferWriter<byte> state) => OnStop();

    /// <summary>Called on the new version with what the old one wrote, after <see cref="OnStart"/> and before its first event; not called where it wrote nothing. Be quick, packets wait.</summary>
    protected internal virtual void OnTakeOver(ReadOnlySpan<byte> state)
    {
    }

    /// <summary>Bytes of per-flow state this NF keeps in host memory.</summary>
    protected internal virtual int FlowStateSize => 0;

    /// <summary>The packet an event is about. Empty for events without one.</summary>
    protected Packet PacketOf(in Event e) => new(context->packets + (e.packet & context->packetMask));

    /// <summary>The addresses, ports, protocol and VLAN of an event's flow.</summary>
    protected ref readonly FlowKey KeyOf(in Event e) => ref *(FlowKey*)(context->flows + ((long)(uint)e.flow * context->flowStride));

    /// <summary>For DATA_READY: the new bytes, where they lie. Valid until the handler returns.</summary>
    protected static ReadOnlySpan<byte> BytesOf(in Event e) => new((void*)e.detail, (int)e.length);

    /// <summary>
    /// Reads stream bytes by offset: stateless, so any handler may read any range the port's Retain still covers.
    /// </summary>
    /// <param name="e">The event being handled.</param>
    /// <param name="sender">Whose stream.</param>
    /// <param name="offset">Offset of the first byte wanted from the stream's first, modulo 2^32.</param>
    /// <param name="destination">Where to; at most this many bytes are read.</param>
    /// <returns>Bytes read: fewer than asked for at the frontier, 0 where nothing is retained.</returns>
    protected int ReadStream(in Event e, End sender, uint offset, Span<byte> destination) =>
        streams?.Read(in e, sender, offset, destination) ?? 0;

    /// <summary>What the publisher of an event sent along. Valid until the handler returns.</summary>
    /// <typeparam name="TPayload">The payload that the port declares.</typeparam>
    protected static ref readonly TPayload PayloadOf<TPayload>(in Event e)
        where TPayload : unmanaged
    {
        if ((e.groupFlags & Event.HasPayload) == 0 || e.length < sizeof(TPayload)) ThrowNoPayload(typeof(TPayload));
        return ref *(TPayload*)e.detail;
    }

    /// <summary>Publishes an event about the flow and packet of the one at hand: who follows sees it before what comes after that one.</summary>
    /// <param name="publication">Which of the declared publications, counted from 0.</param>
    /// <param name="about">The event being handled.</param>
    /// <param name="payload">What to send along.</param>
    /// <returns>False when it is refused: more than declared, or too many that nobody has seen yet. The operator sees how many were.</returns>
    protected bool Publish<TPayload>(int publication, in Event about, in TPayload payload)
        where TPayload : unmanaged
    {
        if (!TryClaim(publication, in about, sizeof(TPayload), out byte* cell)) return false;
        if (cell != null) *(TPayload*)cell = payload;
        return true;
    }

    /// <summary>Publishes an event without a payload; otherwise as <see cref="Publish{TPayload}"/>.</summary>
    protected bool Publish(int publication, in Event about) => TryClaim(publication, in about, 0, out _);

    /// <summary>Decides about the current event's packet; inline NFs only. The last decision for an event stands.</summary>
    protected void Decide(Verdict verdict)
    {
        if (context->verdicts == null) return;
        context->verdicts[context->position & context->ringMask] = (byte)verdict;
        if (verdict != Verdict.Pass) context->lastVerdict = context->position;
    }

    internal void Attach(NfContext* shared, NfServices services, IStreamSource? source)
    {
        context = shared;
        Services = services;
        streams = source;
        subscriptions = services.FlowSubscriptions ?? FlowStateMemory.None;
        requests = services.Requests;
        AttachFlowStates(services.FlowStates);
    }

    /// <summary>For an instance that gets no events.</summary>
    internal void AttachNowhere(NfServices services) => Attach(null, services, null);

    private bool TryClaim(int publication, in Event about, int payloadSize, out byte* cell)
    {
        cell = null;
        if (context->publish == null) return false;
        if (context->publish->Asks(publication, EventTypes.TcpTerminate)) requests!.Terminate(about.flow);
        fixed (Event* e = &about) return context->publish->TryClaim(context, publication, e, payloadSize, out cell);
    }

    private static void ThrowNoPayload(Type payload) =>
        throw new InvalidOperationException($"the event carries no {payload.Name}, because the port that the handler belongs to does not declare it");

    /// <summary>From here on events come from the ring of another context.</summary>
    internal void Turn(NfContext* to, IStreamSource? source)
    {
        context = to;
        streams = source;
    }

    /// <summary>From here on events are about the flows of another stack line, or of the same again.</summary>
    internal void TurnToFlows(FlowStateMemory? states, FlowStateMemory? handlers, IFlowRequests? ofLine)
    {
        subscriptions = handlers ?? FlowStateMemory.None;
        requests = ofLine;
        AttachFlowStates(states);
    }

    internal NfContext* Context => context;

    private protected virtual void AttachFlowStates(FlowStateMemory? memory)
    {
    }
}
