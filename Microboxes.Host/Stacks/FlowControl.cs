using System.Numerics;
using Microboxes.Host.Dispatch;
using Microboxes.Host.Flows;
using Microboxes.Host.Memory;
using Microboxes.Host.Rings;
using Microboxes.Host.Stacks.Monitor;

namespace Microboxes.Host.Stacks;

/// <summary>
/// What NFs ask about single flows, done between two bursts: a released flow's ports leave its mask, so that it costs no event, and no reassembly when nobody reads
/// its streams any more; they come back with a SUBSCRIBED that says from where on. A terminated connection's packets are dropped.
/// </summary>
internal sealed unsafe class FlowControl(
    FlowTable table, EventPublisher publisher, FlowEvents events, TcpMonitor monitor, StreamReassembly streams, Terminations terminations) : IDisposable
{
    private readonly CommandQueue<(int Source, FlowCommand Command)> waiting = new();
    private FlowCommands[] sources = [];
    private NativeRegion? memory;
    private FlowWishes* wishes;

    /// <summary>True when some NF declared that it terminates connections.</summary>
    internal bool CanTerminate { get; private set; }

    /// <summary>Commands about flows that were gone.</summary>
    internal long Stale { get; private set; }

    /// <summary>Commands done.</summary>
    internal long Taken { get; private set; }

    /// <summary>True when something was asked for and not done yet.</summary>
    internal bool HasCommands
    {
        get
        {
            foreach (FlowCommands source in sources)
            {
                if (source.Queue.TryPeek(out _)) return true;
            }

            return waiting.TryPeek(out _);
        }
    }

    /// <summary>True when flows may end because the traffic has: nothing that NFs ask for any more comes too late.</summary>
    internal bool MayClose => !CanTerminate || (publisher.Ring.Gate == publisher.Ring.Claimed && !HasCommands);

    /// <summary>
    /// True when a flow may end: every NF that might have terminated it has seen its last packet and said so. What became of the connection does not depend on how far
    /// behind they are.
    /// </summary>
    internal bool MayEnd(FlowRecord* flow)
    {
        if (!CanTerminate || publisher.Packets.Oldest == null || flow->lastSeen < publisher.Packets.Oldest->timestamp) return true;
        return publisher.Ring.Gate == publisher.Ring.Claimed && !HasCommands;
    }

    /// <summary>The way of one NF's commands. Before the first packet only.</summary>
    /// <param name="ports">The NF's ports, as bits of the ring.</param>
    /// <param name="terminates">Whether it declares that it terminates connections.</param>
    internal FlowCommands Open(ulong ports, bool terminates)
    {
        FlowCommands commands = new(ports, terminates);
        sources = [.. sources, commands];
        CanTerminate |= terminates;
        if (memory == null) wishes = (FlowWishes*)(memory = new((long)table.RecordCount * sizeof(FlowWishes))).Start;
        return commands;
    }

    /// <summary>Forgets what was asked about the last flow in a record's place.</summary>
    internal void Begin(FlowRecord* flow)
    {
        if (wishes != null) wishes[table.IndexOf(flow)] = default;
    }

    /// <summary>Tells those who terminated a connection that its last event is about to be raised.</summary>
    internal void End(FlowRecord* flow)
    {
        if (!flow->IsTerminated) return;
        for (ulong left = wishes[table.IndexOf(flow)].terminators; left != 0; left &= left - 1)
            sources[BitOperations.TrailingZeroCount(left)].CountEnded(publisher.Ring.Claimed + 1);
    }

    /// <summary>Forgets what was asked about a flow by those who had some ports before.</summary>
    internal void Forget(FlowRecord* flow, ulong ports)
    {
        if (wishes != null) wishes[table.IndexOf(flow)].withheld &= ~ports;
    }

    /// <summary>Does what was asked so far.</summary>
    /// <param name="now">The line's clock.</param>
    /// <param name="mayRaise">False while the line may raise nothing: subscriptions then wait.</param>
    /// <returns>Commands done.</returns>
    internal int Take(long now, bool mayRaise)
    {
        int done = DoWaiting(now, mayRaise);
        for (int source = 0; source < sources.Length; source++)
        {
            for (; sources[source].Queue.TryPeek(out FlowCommand command); sources[source].Queue.Remove())
            {
                if (command.kind == FlowCommandKind.Terminate || (CanRaise(mayRaise) && !waiting.TryPeek(out _))) Do(source, in command, now);
                else waiting.Add((source, command));
                done++;
            }
        }

        terminations.Sweep();
        Taken += done;
        return done;
    }

    public void Dispose()
    {
        foreach (FlowCommands commands in sources) commands.Dispose();
        waiting.Dispose();
        memory?.Dispose();
    }

    private bool CanRaise(bool mayRaise) => mayRaise && publisher.HasRoom(1);

    // In the order they were asked for, each when there is a slot for its answer.
    private int DoWaiting(long now, bool mayRaise)
    {
        int done = 0;
        for (; CanRaise(mayRaise) && waiting.TryPeek(out (int Source, FlowCommand Command) next); waiting.Remove())
        {
            Do(next.Source, in next.Command, now);
            done++;
        }

        return done;
    }

    private void Do(int source, in FlowCommand command, long now)
    {
        FlowRecord* flow = table.Records + (uint)command.flow;
        if ((uint)command.flow >= table.RecordCount || flow->generation != (uint)(command.flow >> 32) || !table.IsOpen(flow))
        {
            Stale++;
            if (command.kind == FlowCommandKind.Terminate) sources[source].CountEnded(publisher.Ring.Claimed);
            return;
        }

        FlowWishes* wish = wishes + table.IndexOf(flow);
        switch (command.kind)
        {
            case FlowCommandKind.Release:
                Release(flow, wish, command.ports);
                break;
            case FlowCommandKind.Subscribe:
                Subscribe(flow, wish, sources[source].Ports, in command, now);
                break;
            case FlowCommandKind.Terminate:
                wish->terminators |= 1UL << source;
                terminations.Add(flow, command.cause);
                break;
        }
    }

    private void Release(FlowRecord* flow, FlowWishes* wish, ulong ports)
    {
        wish->withheld |= flow->mask & ports;
        flow->mask &= ~ports;
        if (!flow->HasStreams || (flow->mask & publisher.Subscriptions.StreamPorts) != 0) return;
        streams.Pause(flow);
        monitor.Reconsider(flow);
    }

    private void Subscribe(FlowRecord* flow, FlowWishes* wish, ulong portsOfFunction, in FlowCommand command, long now)
    {
        ulong back = wish->withheld & command.ports;
        if (back == 0) return;
        wish->withheld &= ~back;
        flow->mask |= back;
        if (flow->HasTcpState && (back & publisher.Subscriptions.StreamPorts) != 0)
        {
            if (!flow->HasStreams) streams.Resume(flow);
            monitor.Reconsider(flow);
        }

        ulong told = publisher.Subscriptions.Of(EventKind.Subscribed, 0) & portsOfFunction;
        events.RaiseSubscribed(flow, back | told, command.number, now);
    }
}
