using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Lanes;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Monitor.Retention;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Functions;

namespace Microboxes.Host.Functions;

/// <summary>
/// The host-owned holder of one NF instance: follows the ring with a sequence of its own, hands the NF runs of events, keeps its verdicts. A lossy tap is
/// moved on by the publisher when it lags, and told so.
/// </summary>
internal sealed unsafe partial class NfAdapter : IGuardedCycle, IVerdictSource, IRingFollower, IDisposable
{
    private readonly RingBuffer<Event> ring;
    private SequenceBarrier barrier;
    private UndroppedRuns runs;
    private readonly NfRing line;
    private readonly Func<bool> publisherIsComplete;
    private readonly NfPlace place;
    private readonly GuardedFunction function;
    private readonly LostEventsNotice? lostEvents;
    private readonly RetainedStreamReader? streams;
    private readonly bool failsClosed;
    private readonly NfServices services;
    private NfServices? isolated;
    private readonly AbandonedPlace abandoned;
    private readonly NfFlows flows;
    private readonly TerminatedFlows? terminated;
    private readonly PacketEdits? edits;
    private NfLinks links;
    private FollowedRing[] followed;
    private CausalFollower? causal;
    private readonly Inbox<NfCommand> inbox = new();
    private long position = Sequence.Initial;
    private long forgotten = Sequence.Initial;
    private long lostTold;
    private long lastTimestamp;
    private bool isReading;

    /// <param name="name">As reports name it.</param>
    /// <param name="function">The NF, declared and not yet attached.</param>
    /// <param name="place">Where it is attached.</param>
    /// <param name="mode">Inline or tap.</param>
    /// <param name="earlier">The inline NFs before it whose drops it does not see.</param>
    /// <param name="services">What the host supplies.</param>
    /// <param name="failsClosed">True when an inline NF's packets are dropped once it failed.</param>
    /// <param name="after">The NFs that it runs after, whoever they run after themselves.</param>
    internal NfAdapter(
        string name,
        NetworkFunction function,
        NfPlace place,
        NfMode mode,
        IReadOnlyList<NfAdapter> earlier,
        NfServices services,
        bool failsClosed,
        IReadOnlyList<NfAdapter> after)
    {
        Name = name;
        Mode = mode;
        ring = place.Publisher.Ring;
        publisherIsComplete = place.PublisherIsComplete;
        this.failsClosed = failsClosed;
        this.place = place;
        this.services = services;
        links = place.Links;
        Passed = links.Output?.PublisherPassed ?? new();
        flows = place.Of ?? NfFlows.Of(services);
        Cycle = this;
        abandoned = new(place.Renewal, publisherIsComplete, LeaveRings);
        NfContext* context = NewContext();
        if (mode == NfMode.LossyTap)
        {
            Lossy = new(place.PortMask);
            ulong ports = place.Subscriptions.Of(EventKind.LostEvents, 0) & place.PortMask;
            if (ports != 0) lostEvents = new(context, ports);
        }

        int retain = place.Subscriptions.LongestRetain(place.PortMask);
        streams = retain == 0 ? null : new(place.Streams, context, retain);
        Proxy = new(this, inbox);
        line = Seen(context, ring);
        if (links.First == null) Attach(function);
        this.function = links.First?.function ?? new(name, function);
        terminated = (flows.Requests as FlowRequests)?.Judge(line, place.Flows.RecordCount);
        edits = (flows.Requests as FlowRequests)?.Write(line, place.Publisher.Packets, place.Flows.RecordCount);
        runs = NewRuns(earlier);
        followed = [.. links.Followed.Select(f => new FollowedRing(f.Ring, f.Ports, line, Seen, f.IsFeedback))];
        barrier = NewBarrier(after);
        causal = NewCausal();
        links.First?.JoinedBy(this);
    }

    public string Name { get; }

    internal NfMode Mode { get; }

    /// <summary>How control reaches this adapter while its lane runs.</summary>
    internal NfAdapterProxy Proxy { get; }

    internal NfServices Services => links.First?.Services ?? isolated ?? services;

    public Sequence Passed { get; }

    /// <summary>What its lane runs: this adapter, or all of its instance in turn.</summary>
    internal IDutyCycle Cycle { get; private set; }

    /// <summary>True for the adapter that starts, stops and replaces the instance.</summary>
    internal bool IsFirst => links.First == null;

    /// <summary>The instance; null once it is out. For wiring.</summary>
    internal NetworkFunction? Function => function.Function;

    /// <summary>Of a splitter: replies of parallel branches that it still waits for. 0 for all others.</summary>
    internal long OutstandingReplies => links.Output?.Outstanding(links.Branches) ?? 0;

    /// <summary>The rings of other NFs that it follows.</summary>
    internal IReadOnlyList<FollowedRing> Followed => followed;

    /// <summary>The NF's own ring; null where it publishes nothing.</summary>
    internal PublishedRing? Output => links.Output;

    /// <summary>What the stack line's ring waits for, beside <see cref="Passed"/>, before it forgets a flow or packet.</summary>
    internal IEnumerable<Sequence> Holds => followed.Where(f => f.IsFeedback).Select(f => f.Settled);

    /// <summary>What the ring knows a lossy tap by; null for all others, which it waits for.</summary>
    internal LossyConsumer? Lossy { get; }

    public long LastVerdict => Volatile.Read(ref line.Context->lastVerdict);

    /// <summary>Events given to the NF.</summary>
    internal long Handed => line.Handed + followed.Concat(left).Sum(f => f.Counts.Handed);

    /// <summary>Events it found in the ring of flows that the NF had released before.</summary>
    internal long PassedOver => line.PassedOver + followed.Concat(left).Sum(f => f.Counts.PassedOver);

    /// <summary>Events it published, for one follower or several.</summary>
    internal long Published => links.Output == null ? 0 : links.Output.Ring.Cursor.Value + 1;

    /// <summary>Events of the NF that were not published: more than it declared, or no room for them.</summary>
    internal long Refused => links.Output?.Refused ?? 0;

    /// <summary>How far it is behind its publisher, in events of the ring.</summary>
    internal long Lag => ring.Cursor.Value - (Lossy?.Value ?? Passed.Value);

    /// <summary>Events for the NF that went by without it because it failed.</summary>
    internal long Missed => line.Missed + followed.Concat(left).Sum(f => f.Counts.Missed);

    /// <summary>Events for the NF that it was moved past because it lagged.</summary>
    internal long Lost => Lossy?.Lost ?? 0;

    /// <summary>Why the NF was taken out, in one sentence; null while all is well.</summary>
    internal string? Failure => function.Failure;

    /// <summary>How often the NF failed; being taken out on command is none.</summary>
    internal int Failures => function.Failures;

    /// <summary>Bytes of managed memory that the NF allocated, once <see cref="CountAllocations"/> was said.</summary>
    internal long Allocated => function.Allocated;

    /// <summary>Counts what the NF allocates from here on. Before the first event.</summary>
    internal void CountAllocations() => function.CountsAllocations = true;

    public bool IsComplete => isRetired || (publisherIsComplete() && ring.Cursor.Value == Position && (causal == null || links.IsQuiet()));

    /// <summary>Calls the NF's start; its mistakes in configuration come out of here.</summary>
    internal void Start()
    {
        if (IsFirst) function.Start();
    }

    /// <summary>Calls the NF's stop, once no more events come.</summary>
    internal void Stop()
    {
        DrainInbox();
        if (IsFirst) function.Stop();
    }

    /// <summary>Gives an instance that is to replace the NF what the NF has; any thread, before the replacement is posted.</summary>
    internal void Attach(NetworkFunction next)
    {
        next.Attach(line.Context, Services, null);
        line.Turn(next);
    }

    public CallGuard Guard => function.Guard;

    public bool IsHeldUp => Services.Output is IRenewableOutput { IsWaiting: true };

    /// <summary>True when the NF is out and nothing is left to do but to put another in its place.</summary>
    internal bool CanBeRestarted => function.Failure != null && OfInstance.All(adapter => !adapter.abandoned.IsPending);

    public void Abandon(Lane stuck)
    {
        foreach (NfAdapter adapter in OfInstance) adapter.StandStill(stuck);
        function.Abandon($"{Name} did not come back from an event and was moved aside: correct the function and reload it.");
    }

    public void OnThreadReturned()
    {
        foreach (NfAdapter adapter in OfInstance) adapter.abandoned.NoteReturned();
    }

    public void FollowMovedRing()
    {
        PacketDescriptor* packets = place.Publisher.Packets.Packets;
        NfContext* context = line.Context;
        context->slots = ring.Slots;
        context->masks = ring.Masks;
        context->packets = packets;
        foreach (FollowedRing other in followed) other.FollowMovedPackets(packets);
    }

    public int DoWork(int budget)
    {
        if (abandoned.IsPending) return GoOnWithout();
        if (inbox.HasMessages) DrainInbox();
        if (isRetired) return 0;
        if (causal != null) return FollowSeveral(causal, budget);
        long available = barrier.Available;
        if (available == position) return 0;
        if (Lossy != null) return FollowWhatIsLeft(Lossy, budget);
        long end = runs.EndOfGroup(Math.Min(available, position + Math.Max(budget, 1)));
        runs.Run(position + 1, end);
        runs.Complete(position + 1, end);
        int done = (int)(end - position);
        position = end;
        Passed.Publish(end);
        return done;
    }

    public Verdict VerdictOf(long sequence) => (Verdict)line.Context->verdicts[sequence & ring.IndexMask];

    public void ForgetVerdicts(long gate)
    {
        if (LastVerdict > forgotten)
        {
            byte* verdicts = line.Context->verdicts;
            for (long sequence = forgotten + 1; sequence <= gate; sequence++) verdicts[sequence & ring.IndexMask] = 0;
        }

        forgotten = gate;
    }

    /// <summary>The last event of the ring that is done. The adapter's lane only.</summary>
    internal long Position => causal?.Position ?? position;

    /// <summary>Called by <see cref="NfReplacement"/> on the adapter's lane. Returns why the old instance stays, or null.</summary>
    internal string? OnReplace(NfReplacement replacement) => function.Replace(replacement, FlowStates());

    /// <summary>Called by <see cref="RestartCommand"/> on the adapter's lane. Returns false where an instance is at work.</summary>
    internal bool OnRestart(NetworkFunction next)
    {
        if (function.Function != null) return false;
        foreach (NfAdapter adapter in OfInstance) adapter.flows.Clear();
        function.Restart(next);
        return true;
    }

    /// <summary>Called by <see cref="FailCommand"/> on the adapter's lane.</summary>
    internal void OnFail(string reason) => function.Fail(reason);

    /// <summary>Called by <see cref="TakeOutCommand"/> on the adapter's lane.</summary>
    internal void OnTakeOut(string reason)
    {
        function.TakeOut(reason);
        foreach (FlowStateMemory states in FlowStates()) states.LetGo();
    }

    public void Dispose()
    {
        foreach (FollowedRing ring in followed.Concat(left)) ring.Dispose();
        NativeMemory.AlignedFree(line.Context->verdicts);
        NativeMemory.AlignedFree(line.Context);
        abandoned.Dispose();
        lostEvents?.Dispose();
        flows.Dispose();
        terminated?.Dispose();
        edits?.Dispose();
        links.Output?.Dispose();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DrainInbox()
    {
        while (inbox.Take() is { } command) command.Deliver(this);
    }

    // The adapters of this one's instance.
    private IReadOnlyList<NfAdapter> OfInstance => (Cycle as NfInstanceCycle)?.Adapters ?? [this];

    // Of every stack line that the instance serves.
    private FlowStateMemory[] FlowStates() => [.. OfInstance.Select(a => a.flows.States).OfType<FlowStateMemory>().Distinct()];

    // The watchdog: nobody but the stuck thread was at any of this.
    private void StandStill(Lane stuck)
    {
        if (IsFirst) isolated = Services.Isolated();
        abandoned.Begin(stuck, flows.Leave());
    }

    // The stack line's lane, or this one when the line is done.
    private List<IDisposable> LeaveRings()
    {
        byte* verdicts = line.Context->verdicts;
        return [line.Leave(), .. followed.Select(other => other.Leave(verdicts))];
    }

    // The thread that was stuck in the NF does nothing more here; this one ends its run without it, as soon as nothing the thread can write is used any more.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int GoOnWithout()
    {
        if (!abandoned.IsAccepted || (links.Output != null && !abandoned.IsRead(links.Output))) return 0;
        if (links.Output != null) LeaveOutput(links.Output);
        long passed = Position;
        if (causal != null && Lossy == null) causal.MissStuckRun();
        else function.MissRestOfRun(line, ref position);
        runs.Complete(passed + 1, Position);
        if (isReading) Lossy!.EndReading(position);
        isReading = false;
        if (causal == null) Passed.Publish(position);
        abandoned.End();
        return 1;
    }

    private void LeaveOutput(PublishedRing output)
    {
        foreach (IDisposable memory in output.Leave()) abandoned.Keep(memory);
        line.Context->publish = output.Context;
        foreach (FollowedRing other in followed) other.PublishWith(output.Context);
    }

    private NfContext* NewContext()
    {
        byte* verdicts = null;
        if (Mode == NfMode.Inline)
        {
            verdicts = (byte*)NativeMemory.AlignedAlloc((nuint)ring.Size, 64);
            NativeMemory.Clear(verdicts, (nuint)ring.Size);
        }

        NfContext* made = (NfContext*)NativeMemory.AlignedAlloc((nuint)((sizeof(NfContext) + 63) & ~63), 64);
        *made = new()
        {
            slots = ring.Slots,
            masks = ring.Masks,
            ringMask = ring.IndexMask,
            packets = place.Publisher.Packets.Packets,
            packetMask = (uint)place.Publisher.Packets.Size - 1,
            flows = (byte*)place.Flows.Records,
            flowStride = sizeof(Flows.FlowRecord),
            firstPort = place.FirstPort,
            portMask = place.PortMask,
            position = Sequence.Initial,
            verdicts = verdicts,
            lastVerdict = Sequence.Initial,
            publish = links.Output == null ? null : links.Output.Context,
        };
        return made;
    }

    private UndroppedRuns NewRuns(IReadOnlyList<IVerdictSource> earlier) => new(line, function, earlier) { Terminated = terminated, Edits = edits };

    private SequenceBarrier NewBarrier(IReadOnlyList<NfAdapter> after) =>
        new(ring.Cursor, [.. after.Select(nf => nf.Passed), .. followed.Where(f => !f.IsFeedback).Select(f => f.PublisherPassed)]);

    private CausalFollower? NewCausal() =>
        links.Output == null && followed.Length == 0 ? null : new(line, runs, function, barrier, followed, links.Output, Passed);

    private NfRing Seen(NfContext* at, RingBuffer<Event> from) =>
        new(at, from, flows, streams == null ? null : new RetainedStreamReader(streams, at), failsClosed);

    // The instance has another adapter: they must not run at the same time.
    private void JoinedBy(NfAdapter other)
    {
        NfInstanceCycle all = Cycle as NfInstanceCycle ?? new(this);
        all.Add(other);
        Cycle = other.Cycle = all;
    }

    private int FollowSeveral(CausalFollower follower, int budget)
    {
        if (Lossy == null) return follower.DoWork(budget);
        int done = follower.BeginLossy(position) + FollowWhatIsLeft(Lossy, budget);
        follower.EndLossy(position);
        return done;
    }

    // Between beginning and end of reading the publisher leaves alone what lies behind the position, so a batch is the most it ever waits for a lossy tap.
    private int FollowWhatIsLeft(LossyConsumer tap, int budget)
    {
        if (!tap.TryBeginReading(out long passed)) return 0;
        isReading = true;
        long done = passed - position;
        position = passed;
        long available = ring.Cursor.Value;
        if (available > position) lastTimestamp = ring.Slots[(position + 1) & ring.IndexMask].timestamp;
        if (ring.IsLagging(position, available)) done += GiveUp(tap, available);
        TellOfLost(tap);
        if (available > position)
        {
            long end = runs.EndOfGroup(Math.Min(available, position + Math.Max(budget, 1)));
            function.Run(line, position + 1, end);
            done += end - position;
            position = end;
        }

        isReading = false;
        tap.EndReading(position);
        Passed.Publish(position);
        return (int)done;
    }

    // A tap that reads without a pause leaves the publisher no moment to move it on, so it moves on itself.
    private long GiveUp(LossyConsumer tap, long shown)
    {
        tap.CountLost(ring.CountFor(tap.Subscriptions, position + 1, shown));
        long skipped = shown - position;
        position = shown;
        return skipped;
    }

    private void TellOfLost(LossyConsumer tap)
    {
        long lost = tap.Lost - lostTold;
        if (lost == 0) return;
        lostTold += lost;
        if (lostEvents != null) function.Tell(lostEvents.Of(lost, lastTimestamp));
    }
}
