using System.Runtime.CompilerServices;
using Microboxes.Host.Devices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Lanes;
using Microboxes.Host.Observability;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Monitor;
using Microboxes.Host.Stacks.Monitor.Reassembly;
using Microboxes.Host.Stacks.Monitor.Retention;
using Microboxes.Host.Stacks.Network;
using Microboxes.Host.Stacks.Network.Fragments;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks;

/// <summary>
/// The µStacks one queue's packets pass, with one ring: receive a burst, parse it all, look all flows up, let Monitor follow each, show the burst's events,
/// and finalise the packets that every inline NF has passed.
/// </summary>
internal sealed unsafe class StackLine : IDutyCycle, IDisposable
{
    // FLOW/END of an evicted or replaced flow, FLOW/START, two PKT, FLOW/TCP, anomalies, DATA_READY; held segments come on top.
    private const int EventsPerPacket = 16;

    /// <summary>A held segment may cost a GAP before it and a DATA_READY, and both directions may be released by one packet.</summary>
    internal const int EventsPerHeldSegment = 4;

    private readonly IPacketSource source;
    private readonly StackLineOptions options;
    private readonly PacketBurst burst;
    private readonly FrameParser parser;
    private readonly Defragmenter defragmenter;
    private readonly FlowTable table;
    private readonly ExpiryWheel wheel;
    private readonly AgeList ages;
    private readonly EventPublisher publisher;
    private readonly FlowEvents events;
    private readonly FlowTracker flows;
    private readonly TcpMonitor monitor;
    private readonly HeldSegments held;
    private readonly DeliveredLeases leases;
    private readonly NextSegments nextSegments;
    private readonly PlainFlows plainFlows;
    private readonly RetainedStreams retained;
    private readonly PacketFinaliser finaliser;
    private readonly RingRenewal renewal;
    private readonly FlowControl control;
    private readonly Terminations terminations;
    private readonly PlanSwitch plans;
    private readonly LineTimers timers;
    private readonly EndOfTraffic endOfTraffic;
    private long clock = long.MinValue;
    private long nextDue = long.MinValue;
    private int settled;
    private bool traffic = true;
    private volatile bool stopRequested;
    private volatile bool hasRaisedAll;

    internal StackLine(string name, IPacketSource source, StackLineOptions options, SubscriptionTable subscriptions, IReadOnlyList<FlowFilter?> filters, LineTimers timers)
    {
        Name = name;
        this.source = source;
        this.options = options;
        this.timers = timers;
        FlowHash hash = FlowHash.CreateRandom();
        burst = new(options.BatchSize);
        parser = new(options.VerifyChecksums, options.VerifyChecksums, hash);
        defragmenter = new(options.Fragments, Drops);
        table = new(options.FlowCapacity, Math.Min(options.FlowCapacity, options.RingSize));
        wheel = new(table, options.Timeouts);
        ages = new(table);
        publisher = new(options.RingSize, subscriptions, options.PublisherId);
        events = new(publisher, table);
        held = new(options.Monitor.Held);
        leases = new(held, publisher.Ring);
        retained = new(options.Monitor.MaxRetainedBytes, table, publisher, MonitorCounters);
        StreamReassembly streams = new(events, held, leases, options.Monitor, retained, MonitorCounters);
        PortFilters portFilters = new(filters, options.Timeouts);
        flows = new(table, wheel, ages, events, publisher, streams, retained, portFilters, parser, NetworkCounters, MonitorCounters);
        monitor = new(events, streams, retained, MonitorCounters);
        finaliser = new(publisher, source, defragmenter, Drops, NetworkCounters);
        nextSegments = new(table, publisher, options.Timeouts, MonitorCounters);
        plainFlows = new(publisher, events, options.Timeouts);
        if (source.Sink != null && subscriptions.StreamWriterPorts != 0)
            streams.Early = finaliser.Early = new(publisher.Ring, Drops, NetworkCounters, options.Monitor.Held.MaxTotalBytes);
        terminations = new(table, publisher, parser, finaliser, Drops);
        control = new(table, publisher, events, monitor, streams, terminations);
        flows.Control = control;
        renewal = new(publisher, finaliser, leases, nextSegments);
        plans = new(table, publisher, portFilters, timers, new(publisher, portFilters, flows, control, streams, retained, monitor));
        endOfTraffic = new(table, wheel, flows, publisher);
        if (source.IsLive) Populate();
    }

    public string Name { get; }

    internal DropCounters Drops { get; } = new();

    internal NetworkCounters NetworkCounters { get; } = new();

    internal MonitorCounters MonitorCounters { get; } = new();

    internal RingBuffer<Event> Ring => publisher.Ring;

    internal EventPublisher Publisher => publisher;

    internal FlowTable Flows => table;

    internal HeldSegments Held => held;

    internal RetainedStreams Retained => retained;

    internal Defragmenter Defragmenter => defragmenter;

    internal PacketFinaliser Finaliser => finaliser;

    internal RingRenewal Renewal => renewal;

    internal FlowControl Control => control;

    /// <summary>How the line gets from one plan to the next.</summary>
    internal PlanSwitch Plans => plans;

    /// <summary>True when NFs on other lanes read the ring: its slots then lie in their cores' caches and are fetched back ahead of filling them.</summary>
    internal bool IsReadOnOtherLanes { get; set; }

    /// <summary>Packets taken from the source.</summary>
    internal long PacketsTaken { get; private set; }

    /// <summary>True when the ring holds the last event this line will ever raise.</summary>
    internal bool HasRaisedAll => hasRaisedAll;

    /// <summary>True when every packet is finalised and every flow ended; consumers may still be behind.</summary>
    public bool IsComplete => hasRaisedAll && publisher.Packets.Unfinished == 0 && !plans.IsUnconcluded;

    public void OnLaneStart() => source.OnLaneStart();

    public void OnLaneEnd() => source.OnLaneEnd();

    /// <summary>Makes the memory of all flows now: live traffic does not wait for pages. Before the first packet.</summary>
    internal void Populate()
    {
        table.Populate();
        ages.Populate();
    }

    /// <summary>Asks for no more packets; what was received goes its way and all flows end. Any thread may ask.</summary>
    internal void RequestStop() => stopRequested = true;

    public int DoWork(int budget)
    {
        if (renewal.IsPending) return Renew();
        if (plans.IsPending && !plans.LetTrafficFlow(hasRaisedAll, burst.IsDone)) return SwitchPlans();
        int done = GoOnBehindFunctions(mayRaise: true);
        if (!traffic) return done + CloseFlows();
        while (budget > 0)
        {
            int taken = burst.IsDone ? Receive() : ProcessBurst();
            if (taken == 0) break;
            done += taken;
            budget -= taken;
            if (burst.IsDone) EndBurst();
        }

        publisher.Publish();
        return done;
    }

    public void Dispose()
    {
        finaliser.ReleaseAll();
        finaliser.Dispose();
        burst.Dispose();
        defragmenter.Dispose();
        publisher.Dispose();
        table.Dispose();
        ages.Dispose();
        held.Dispose();
        retained.Dispose();
        control.Dispose();
        finaliser.Resets?.Dispose();
        finaliser.Early?.Dispose();
    }

    // A thread is stuck in an NF: nothing is raised until a fresh ring is there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Renew()
    {
        if (!burst.IsDone && burst.Position > 0) EndPartOfBurst();
        renewal.Accept();
        int done = GoOnBehindFunctions(mayRaise: false);
        return renewal.TryComplete(burst) ? done + 1 : done;
    }

    // Everybody reaches the PLAN slot before anything comes behind it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int SwitchPlans()
    {
        int done = GoOnBehindFunctions(mayRaise: false);
        if (!plans.TryComplete()) return done;
        nextDue = long.MinValue;
        return done + 1;
    }

    // Where the functions are is read first, so that all they asked for up to there is known before anything is finalised or reclaimed.
    private int GoOnBehindFunctions(bool mayRaise)
    {
        long judged = finaliser.Gate;
        long gate = publisher.Ring.Gate;
        int done = control.HasCommands ? TakeCommands(mayRaise) : 0;
        done += finaliser.Finalise(judged, gate);
        Reclaim(gate);
        return done;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int TakeCommands(bool mayRaise)
    {
        // Every packet that was processed is then part of a burst.
        if (!burst.IsDone && burst.Position > 0) EndPartOfBurst();
        return control.Take(clock, mayRaise);
    }

    private void EndPartOfBurst()
    {
        publisher.Packets.EndPartOfBurst(publisher.Ring.Claimed, settled, burst.Count - burst.Position);
        settled = 0;
        publisher.Publish();
    }

    private void EndBurst()
    {
        publisher.Packets.EndBurst(publisher.Ring.Claimed, settled);
        settled = 0;
        publisher.Publish();
    }

    private void Reclaim(long gate)
    {
        retained.Reclaim(gate);
        table.Reclaim(gate);
        leases.Reclaim(finaliser.Early == null ? gate : Math.Min(gate, finaliser.Early.FirstPending - 1));
        finaliser.Reclaim(gate);
    }

    // First pass: headers and hashes, so that the second pass finds its cache lines on the way.
    private int Receive()
    {
        int wanted = options.BatchSize;
        PacketDescriptor* packets = publisher.Packets.Next(ref wanted);
        if (wanted == 0) return 0;
        int count = stopRequested ? 0 : source.Receive(packets, wanted);
        if (count == 0)
        {
            if (source.IsExhausted || stopRequested) EndTraffic();
            else if (source.IsLive) PassTime(source.LastTimestamp);
            return 0;
        }

        publisher.Packets.Append(count);
        burst.Begin(packets, count, clock);
        if (IsReadOnOtherLanes) publisher.PrefetchSlots(count);
        PacketsTaken += count;
        clock = burst.LastTimestamp;
        NetworkCounters.WireBytes += burst.WireBytes;
        publisher.Packets.HasLeases |= burst.HasLeases;
        parser.Parse(burst, table);
        for (int i = 0; i < count; i++) burst.Candidates[i] = table.Prefetch(burst.Parsed[i].hash);
        return ProcessBurst();
    }

    // Second pass: flows and Monitor, packet by packet, as long as the ring has room. With room for all and no timer due, the usual segments take the short way.
    private int ProcessBurst()
    {
        int first = burst.Position;
        int count = burst.Count;
        bool usual = publisher.HasRoom((count - first) * EventsPerPacket) && burst.Packets[count - 1].timestamp < nextDue;
        int position = first;
        while (true)
        {
            if (usual) position = plainFlows.Follow(burst, nextSegments.Follow(burst, position));
            if (position == count || !Process(burst.Packets + position, burst.Parsed + position)) break;
            position++;
        }

        burst.Position = position;
        // What was processed may leave before there is room for the rest.
        if (position < count && position > first) EndPartOfBurst();
        return position - first;
    }

    private bool Process(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        if (!publisher.HasRoom(EventsPerPacket)) return false;
        if (packet->timestamp >= nextDue && !RunTimers(packet->timestamp)) return false;
        if (parsed->result == ParseResult.Dropped && IsForOthersToRead(parsed))
        {
            publisher.BeginPacket(packet);
            publisher.EndPacket();
            return true;
        }

        if (parsed->result is ParseResult.Fragment or ParseResult.Dropped && !Recover(packet, parsed))
        {
            Settle(packet);
            return true;
        }

        publisher.BeginPacket(packet);
        FlowRecord* flow = flows.FindOrOpen(parsed, packet);
        if (flow == null || ((flow->client.held | flow->server.held) != 0 && !HasRoomForHeld())) return false;
        if (flow->IsTerminated) DropTerminated(flow, packet);
        Follow(flow, packet, parsed);
        publisher.EndPacket();
        return true;
    }

    // ARP, spanning tree and the like: a box that forwards lets pass, in order, what it does not read.
    private bool IsForOthersToRead(ParsedPacket* parsed) =>
        source.Sink != null && parsed->Reason is (DropReason.NotIp or DropReason.UnknownLinkLayer);

    // It is followed all the same: NFs before the one that terminated the connection see what the wire brings.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DropTerminated(FlowRecord* flow, PacketDescriptor* packet)
    {
        terminations.Drop(packet, flow);
        settled++;
    }

    // Dropped or put away: nobody will see the packet, and it is counted already.
    private void Settle(PacketDescriptor* packet)
    {
        packet->marks |= (byte)PacketMarks.Settled;
        settled++;
        publisher.Packets.End(packet, publisher.Ring.Claimed);
    }

    private void Follow(FlowRecord* flow, PacketDescriptor* packet, ParsedPacket* parsed)
    {
        End sender = FlowTracker.SenderOf(flow, parsed);
        if (flow->HasTcpState && packet->protocol == (byte)IpProtocol.Tcp) monitor.OnSegment(flow, sender, packet, parsed);
        else FollowWithoutTcpState(flow, sender, packet, parsed);
    }

    private void FollowWithoutTcpState(FlowRecord* flow, End sender, PacketDescriptor* packet, ParsedPacket* parsed)
    {
        switch ((IpProtocol)packet->protocol)
        {
            case IpProtocol.Tcp:
                events.RaiseTcpPacket(flow, HeaderFacets.Of((TcpFlags)parsed->flags, packet->payloadLength), sender, sender, packet);
                break;
            case IpProtocol.Udp:
                events.RaisePacket(EventKind.UdpPacket, flow, sender, packet);
                break;
            case IpProtocol.Icmp or IpProtocol.IcmpV6:
                events.RaisePacket(EventKind.IcmpPacket, flow, sender, packet);
                break;
            default:
                events.RaisePacket(EventKind.OtherPacket, flow, sender, packet);
                break;
        }
    }

    // One packet may release everything its flow holds: each range is an event.
    private bool HasRoomForHeld() => publisher.HasRoom(EventsPerPacket + (EventsPerHeldSegment * options.Monitor.Held.MaxSegmentsPerFlow));

    // Fragments become datagrams, or wait; everything else that is not a datagram is counted and gone.
    private bool Recover(PacketDescriptor* packet, ParsedPacket* parsed)
    {
        if (parsed->result == ParseResult.Dropped)
        {
            Drops.Count(parsed->Reason);
            return false;
        }

        nint lease = packet->lease;
        bool whole = defragmenter.Accept(ref *packet, parsed->fragmentHeader);
        if (lease != 0) source.Release(lease);
        if (!whole)
        {
            packet->lease = 0;
            return false;
        }

        packet->marks |= (byte)PacketMarks.Reassembled;
        publisher.Packets.HasLeases = true;
        parser.Parse(packet, parsed);
        if (parsed->result is ParseResult.PlainSegment or ParseResult.Datagram or ParseResult.QuotedError) return true;
        Drops.Count(parsed->result == ParseResult.Dropped ? parsed->Reason : DropReason.BadExtensionHeader);
        return false;
    }

    private bool RunTimers(long now)
    {
        nextDue = long.MinValue;
        if (!timers.Raise(publisher, now)) return false;
        defragmenter.Expire(now);
        while (publisher.HasRoom(EventsPerPacket))
        {
            FlowRecord* expired = wheel.NextExpired(now);
            if (expired == null)
            {
                nextDue = Math.Min(timers.NextDue, wheel.NextDue);
                return true;
            }

            if (!control.MayEnd(expired)) return false;

            flows.End(expired, wheel.DeadlineOf(expired), EndReason.Idle);
        }

        return false;
    }

    // On a live device time goes on without packets, and timers with it.
    private void PassTime(long now)
    {
        clock = Math.Max(clock, now);
        if (now >= nextDue) RunTimers(now);
    }

    private void EndTraffic()
    {
        traffic = false;
        clock = Math.Max(clock, source.LastTimestamp);
        defragmenter.Drain();
    }

    private int CloseFlows()
    {
        int ended = endOfTraffic.Close(clock);
        publisher.Publish();
        if (endOfTraffic.IsDone) hasRaisedAll = true;
        return ended;
    }
}
