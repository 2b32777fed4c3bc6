using System.Runtime.CompilerServices;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Stacks.Monitor;
using Microboxes.Host.Stacks.Monitor.Retention;
using Microboxes.Host.Stacks.Network;
using Microboxes.Plugins.Events;
using Microboxes.Plugins.Wire;

namespace Microboxes.Host.Stacks;

/// <summary>Opens, finds and ends flows, and raises what Network knows of them: FLOW/START, FLOW/END.</summary>
internal sealed unsafe class FlowTracker
{
    private readonly FlowTable table;
    private readonly ExpiryWheel wheel;
    private readonly AgeList ages;
    private readonly FlowEvents events;
    private readonly EventPublisher publisher;
    private readonly StreamReassembly streams;
    private readonly RetainedStreams retained;
    private readonly PortFilters filters;
    private readonly FrameParser parser;
    private readonly MonitorCounters monitorCounters;
    private readonly NetworkCounters counters;

    internal FlowTracker(
        FlowTable table, ExpiryWheel wheel, AgeList ages, FlowEvents events, EventPublisher publisher, StreamReassembly streams, RetainedStreams retained, PortFilters filters,
        FrameParser parser,
        NetworkCounters counters, MonitorCounters monitorCounters)
    {
        this.table = table;
        this.wheel = wheel;
        this.ages = ages;
        this.events = events;
        this.publisher = publisher;
        this.streams = streams;
        this.retained = retained;
        this.filters = filters;
        this.parser = parser;
        this.counters = counters;
        this.monitorCounters = monitorCounters;
    }

    /// <summary>What NFs ask about single flows.</summary>
    internal FlowControl? Control { get; set; }

    /// <summary>The flow of a packet, opened if need be; an expired or replaced flow ends first. Null while no record is free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FlowRecord* FindOrOpen(ParsedPacket* parsed, PacketDescriptor* packet)
    {
        FlowRecord* flow = table.Find(in parsed->key, parsed->hash);
        if (flow == null) flow = FindOnOtherVlan(parsed);
        if (flow == null) return OpenFor(parsed, packet);
        if (packet->timestamp - flow->lastSeen > filters.ShortestTimeout && wheel.IsExpired(flow, packet->timestamp)) return Replace(flow, parsed, packet, EndReason.Idle);
        if (flow->HasTcpState && ((TcpFlags)parsed->flags & TcpFlags.Syn) != 0)
        {
            FlowRecord* current = OnSyn(flow, parsed, packet);
            if (current != flow) return current;
        }

        flow->lastSeen = packet->timestamp;
        return flow;
    }

    /// <summary>Which end sent the packet.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static End SenderOf(FlowRecord* flow, ParsedPacket* parsed) => (End)(parsed->senderIsUpper ^ flow->key.clientIsUpper);

    /// <summary>Ends a flow now.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="timestamp">When it ended.</param>
    /// <param name="reason">Why, unless its connection was closed or reset before.</param>
    internal void End(FlowRecord* flow, long timestamp, EndReason reason)
    {
        reason = ReasonOf(flow, reason);
        Control?.End(flow);
        events.RaiseEnd(flow, timestamp, reason);
        if (flow->HasStreams || flow->HasRetained) streams.End(flow);
        counters.FlowsEnded[(int)reason]++;
        wheel.Remove(flow);
        ages.Remove(flow);
        table.Remove(flow, publisher.Ring.Claimed);
    }

    // A connection that is over, or was terminated, is followed by another one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private FlowRecord* OnSyn(FlowRecord* flow, ParsedPacket* parsed, PacketDescriptor* packet)
    {
        End sender = SenderOf(flow, parsed);
        if (TcpMonitor.OpensNewConnection(flow, sender, parsed)) return Replace(flow, parsed, packet, EndReason.Replaced);
        if (Control is not { CanTerminate: true } || !ConnectionReuse.IsAnotherSyn(flow, sender, parsed)) return flow;
        if (!Control.MayEnd(flow)) return null;
        return flow->IsTerminated ? Replace(flow, parsed, packet, EndReason.Terminated) : flow;
    }

    // Routers may tag the directions of one connection differently. A segment on another VLAN is its answer when it acknowledges exactly what the flow's
    // only talker has sent.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private FlowRecord* FindOnOtherVlan(ParsedPacket* parsed)
    {
        if (parsed->key.Protocol != IpProtocol.Tcp || ((TcpFlags)parsed->flags & TcpFlags.Ack) == 0) return null;
        FlowRecord* flow = null;
        while ((flow = table.NextOnAnyVlan(in parsed->key, parsed->hash, flow)) != null)
        {
            if (!flow->HasTcpState || (flow->key.flags & FlowRecord.OtherVlanBit) != 0) continue;
            End sender = SenderOf(flow, parsed);
            HalfConnection* answering = &flow->client + (int)sender;
            HalfConnection* talking = &flow->client + ((int)sender ^ 1);
            if ((answering->flags & HalfFlags.Seen) != 0 || parsed->acknowledgment != talking->next) continue;
            flow->key.flags |= FlowRecord.OtherVlanBit;
            flow->otherOuterVlan = parsed->key.outerVlan;
            flow->otherInnerVlan = parsed->key.innerVlan;
            return flow;
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private FlowRecord* OpenFor(ParsedPacket* parsed, PacketDescriptor* packet)
    {
        if (parsed->result == ParseResult.QuotedError)
        {
            // An error about a flow nobody knows is a flow of its own.
            parser.KeyByOwnAddresses(packet, parsed);
            return FindOrOpen(parsed, packet);
        }

        if (!table.HasFreeRecord) return null;
        if (!table.HasRoom)
        {
            FlowRecord* victim = ages.Victim();
            if (Control?.MayEnd(victim) == false) return null;
            End(victim, packet->timestamp, EndReason.Evicted);
        }

        return Open(parsed, packet);
    }

    private FlowRecord* Replace(FlowRecord* flow, ParsedPacket* parsed, PacketDescriptor* packet, EndReason reason)
    {
        if (!table.HasFreeRecord || Control?.MayEnd(flow) == false) return null;
        long ended = reason == EndReason.Idle ? wheel.DeadlineOf(flow) : packet->timestamp;
        End(flow, ended, reason);
        return Open(parsed, packet);
    }

    private FlowRecord* Open(ParsedPacket* parsed, PacketDescriptor* packet)
    {
        FlowRecord* flow = table.Add(in parsed->key, parsed->hash);
        flow->lastSeen = packet->timestamp;
        flow->key.clientIsUpper = IsFromServer(parsed) ? (byte)(parsed->senderIsUpper ^ 1) : parsed->senderIsUpper;
        if ((packet->marks & (byte)PacketMarks.Tagged) != 0) flow->key.flags |= FlowKey.Tagged;
        flow->mask = filters.MaskOf(in flow->key);
        Control?.Begin(flow);
        if (parsed->key.Protocol == IpProtocol.Tcp) ChooseTcpState(flow);
        wheel.Add(flow);
        ages.Add(flow);
        counters.FlowsOpened++;
        End sender = SenderOf(flow, parsed);
        events.RaiseForPacket(EventKind.FlowStart, flow, sender, sender, packet, 0, 0);
        return flow;
    }

    /// <summary>Only flows that somebody watches through Monitor cost TCP state, and only those whose bytes somebody reads are reassembled.</summary>
    internal void ChooseTcpState(FlowRecord* flow)
    {
        if ((flow->mask & publisher.Subscriptions.TcpStatePorts) == 0) return;
        flow->key.flags |= FlowRecord.TcpStateBit;
        monitorCounters.Connections++;
        if ((flow->mask & publisher.Subscriptions.StreamPorts) == 0) return;
        flow->key.flags |= FlowRecord.StreamsBit;
        flow->client.connection |= SnapshotFlags.Streams;
        retained.Begin(flow);
    }

    // The first packet seen is a SYN-ACK: its receiver is the client. Otherwise its sender is.
    private static bool IsFromServer(ParsedPacket* parsed) =>
        parsed->key.Protocol == IpProtocol.Tcp
        && ((TcpFlags)parsed->flags & (TcpFlags.Syn | TcpFlags.Ack)) == (TcpFlags.Syn | TcpFlags.Ack);

    private static EndReason ReasonOf(FlowRecord* flow, EndReason otherwise)
    {
        if (flow->IsTerminated) return EndReason.Terminated;
        if (!flow->HasTcpState) return otherwise;
        if ((flow->client.connection & SnapshotFlags.Reset) != 0) return EndReason.Reset;
        const SnapshotFlags BothFins = SnapshotFlags.ClientFin | SnapshotFlags.ServerFin;
        return (flow->client.connection & BothFins) == BothFins ? EndReason.Closed : otherwise;
    }
}
